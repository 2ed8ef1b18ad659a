// The C library as Debian's liblmdb-dev ships it (0.9.24); nothing of it shows above Sources/LMDB.
#include <lmdb.h>
#include <stdint.h>
#include <sys/resource.h>

// Asks for the page of memory around `bytes`: a scan reads all of it, and would wait for each line in turn.
static inline void ocop_prefetch_page(const void *bytes) {
  const char *page = (const char *)((uintptr_t)bytes & ~(uintptr_t)4095);
  for (int line = 0; line < 4096; line += 64) __builtin_prefetch(page + line, 0, 3);
}

// How often this process has waited for a page from the disk.
static inline long ocop_major_faults(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_majflt : 0;
}
