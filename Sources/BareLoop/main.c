/// What LMDB itself costs: one table, plain loops in C, nothing kept beside the records. It answers one line of JSON to
/// each line on standard input, timed by itself:
///
///     scan FOLDER                       goes through the table `records` once
///     append FOLDER FILE BATCH          appends the records of FILE to a new table, so many a durable commit
///     single FOLDER FILE COUNT          the same, one a commit
///     indexed FOLDER FILE BATCH KEYS    as append, and each record's place under its key in a second table
///     cold FOLDER                       as scan, of a file that is not in memory, the system reading ahead
///
/// FILE holds records one after the other, each after its length in four bytes, little-endian; KEYS one key of 17 bytes for
/// each of them.
#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void check(int code, const char *what) {
  if (code == 0) return;
  fprintf(stderr, "%s: %s\n", what, mdb_strerror(code));
  exit(1);
}

/// The environment that is open, kept from one question to the next so that its pages stay mapped.
static MDB_env *open_env;
static char open_path[4096];

static MDB_env *environment(const char *path, unsigned flags) {
  if (open_env && strcmp(open_path, path) == 0) return open_env;
  if (open_env) mdb_env_close(open_env);
  check(mdb_env_create(&open_env), "mdb_env_create");
  check(mdb_env_set_maxdbs(open_env, 16), "mdb_env_set_maxdbs");
  check(mdb_env_set_mapsize(open_env, (size_t)1 << 40), "mdb_env_set_mapsize");
  check(mdb_env_open(open_env, path, flags, 0644), "mdb_env_open");
  snprintf(open_path, sizeof open_path, "%s", path);
  return open_env;
}

static void answer(double micros, uint64_t items, uint64_t sum) {
  printf("{\"nanos\":%.0f,\"items\":%llu,\"check\":\"%llu\"}\n", micros * 1e3, (unsigned long long)items,
         (unsigned long long)sum);
  fflush(stdout);
}

static void scan(const char *path, unsigned flags, double start) {
  MDB_env *env = environment(path, MDB_RDONLY | flags);
  MDB_txn *txn;
  MDB_dbi table;
  MDB_cursor *cursor;
  MDB_val key, value;
  check(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "mdb_txn_begin");
  check(mdb_dbi_open(txn, "records", 0, &table), "mdb_dbi_open");
  check(mdb_cursor_open(txn, table, &cursor), "mdb_cursor_open");
  uint64_t items = 0, sum = 0;
  // Where nothing is in memory opening takes its time, and is counted.
  if (start == 0) start = now();
  while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
    // The first and the last byte are looked at, so that the pages are.
    const unsigned char *bytes = value.mv_data;
    sum += bytes[0] + bytes[value.mv_size - 1] + value.mv_size;
    items += 1;
  }
  double end = now();
  mdb_cursor_close(cursor);
  mdb_txn_abort(txn);
  answer(end - start, items, sum);
}

/// Has the system drop what it keeps of the file in memory.
static void drop(const char *path) {
  if (open_env) mdb_env_close(open_env);
  open_env = NULL;
  char file[4200];
  snprintf(file, sizeof file, "%s/data.mdb", path);
  int descriptor = open(file, O_RDONLY);
  if (descriptor < 0) {
    fprintf(stderr, "%s: %s\n", file, strerror(errno));
    exit(1);
  }
  fdatasync(descriptor);
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  close(descriptor);
}

static unsigned char *contents(const char *file, size_t *size) {
  struct stat status;
  int descriptor = open(file, O_RDONLY);
  if (descriptor < 0 || fstat(descriptor, &status) != 0) {
    fprintf(stderr, "%s: %s\n", file, strerror(errno));
    exit(1);
  }
  *size = status.st_size;
  unsigned char *bytes = malloc(*size + 1);
  for (size_t done = 0; done < *size;) {
    ssize_t got = read(descriptor, bytes + done, *size - done);
    if (got <= 0) exit(1);
    done += got;
  }
  close(descriptor);
  return bytes;
}

/// KEYS may be missing; then there is no second table.
static void append(const char *path, const char *file, const char *keys, uint64_t batch, uint64_t most) {
  size_t size, key_size = 0;
  unsigned char *bytes = contents(file, &size), *names = keys ? contents(keys, &key_size) : NULL;
  // The folder is another one each time, though its name is not.
  open_path[0] = 0;
  MDB_env *env = environment(path, MDB_NORDAHEAD);
  MDB_txn *txn;
  MDB_dbi table, index = 0;
  check(mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  check(mdb_dbi_open(txn, "records", MDB_CREATE, &table), "mdb_dbi_open");
  if (names) check(mdb_dbi_open(txn, "index", MDB_CREATE, &index), "mdb_dbi_open");
  check(mdb_txn_commit(txn), "mdb_txn_commit");
  uint64_t items = 0;
  double start = now();
  for (size_t place = 0; place + 4 <= size && items < most;) {
    MDB_cursor *records, *entries = NULL;
    check(mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
    check(mdb_cursor_open(txn, table, &records), "mdb_cursor_open");
    if (names) check(mdb_cursor_open(txn, index, &entries), "mdb_cursor_open");
    for (uint64_t n = 0; n < batch && place + 4 <= size && items < most; n += 1) {
      uint32_t length;
      memcpy(&length, bytes + place, 4);
      unsigned char number[8];
      for (int byte = 0; byte < 8; byte += 1) number[byte] = items >> (56 - 8 * byte);
      MDB_val key = {8, number}, value = {length, bytes + place + 4};
      check(mdb_cursor_put(records, &key, &value, MDB_APPEND), "mdb_cursor_put");
      if (names) {
        if (17 * (items + 1) > key_size) {
          fprintf(stderr, "%s: too few keys\n", keys);
          exit(1);
        }
        MDB_val name = {17, names + 17 * items}, position = {8, number};
        check(mdb_cursor_put(entries, &name, &position, 0), "mdb_cursor_put");
      }
      place += 4 + length;
      items += 1;
    }
    check(mdb_txn_commit(txn), "mdb_txn_commit");
  }
  double end = now();
  free(bytes);
  free(names);
  answer(end - start, items, items);
}

int main(void) {
  // A closed descriptor would be given to LMDB's file, and answers would go into it.
  for (int null = 0; null >= 0 && null <= 2;) {
    null = open("/dev/null", O_RDWR);
    if (null < 0) return 2;
    if (null > 2) close(null);
  }
  char line[16384], name[32], path[4096], file[4096], keys[4096];
  while (fgets(line, sizeof line, stdin)) {
    unsigned long long number = 0;
    int words = sscanf(line, "%31s %4095s %4095s %llu %4095s", name, path, file, &number, keys);
    if (words == 1 && strcmp(name, "hello") == 0) {
      puts("{\"ready\":true}");
      fflush(stdout);
    } else if (words == 2 && strcmp(name, "scan") == 0) {
      scan(path, MDB_NORDAHEAD, 0);
    } else if (words == 2 && strcmp(name, "cold") == 0) {
      drop(path);
      scan(path, 0, now());
      drop(path);
    } else if (words == 4 && strcmp(name, "append") == 0) {
      append(path, file, NULL, number, UINT64_MAX);
    } else if (words == 5 && strcmp(name, "indexed") == 0) {
      append(path, file, keys, number, UINT64_MAX);
    } else if (words == 4 && strcmp(name, "single") == 0) {
      append(path, file, NULL, 1, number);
    } else {
      fprintf(stderr, "unknown: %s", line);
      return 64;
    }
  }
  return 0;
}
