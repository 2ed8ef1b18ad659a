// The C library as Debian's liblmdb-dev ships it (0.9.24); nothing of it shows above Sources/LMDB.
#include <linux/falloc.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>

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

// Has the system set blocks aside for the first `length` bytes of a file, whose length stays what it is (fallocate(2)).
extern int fallocate(int descriptor, int mode, off_t offset, off_t length);
static inline int ocop_allocate(int descriptor, off_t length) {
  return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, length);
}

// Writes which memory of this process is a file named `data.mdb` (kind 1) or `lock.mdb` (kind 2): for each piece where it begins, where
// it ends and its kind, at most `most` pieces, the rest zero. Where /proc is missing, none.
static inline void ocop_mapped_files(uintptr_t *ranges, size_t most) {
  size_t number = 0, size = 0;
  char *line = NULL;
  FILE *maps = fopen("/proc/self/maps", "re");
  while (maps && number < most && getline(&line, &size, maps) > 0) {
    unsigned long start, end;
    const char *data = strstr(line, "/data.mdb"), *locks = strstr(line, "/lock.mdb");
    if ((!data && !locks) || sscanf(line, "%lx-%lx", &start, &end) != 2) continue;
    ranges[3 * number] = start;
    ranges[3 * number + 1] = end;
    ranges[3 * number + 2] = data ? 1 : 2;
    number++;
  }
  free(line);
  if (maps) fclose(maps);
  memset(ranges + 3 * number, 0, 3 * (most - number) * sizeof *ranges);
}
