#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/// Held from arming to disarming: tests run beside one another.
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static int nth, effect, failure, lasting, counted, syncs;
static long written;
/// Of the calls that this thread counted last.
static _Thread_local int last_syncs;
static _Thread_local long last_bytes;
static _Thread_local unsigned long allocations;

void faults_arm(const char *below, int number, int how, int error, int persistent) {
  pthread_mutex_lock(&turn);
  pthread_mutex_lock(&lock);
  snprintf(folder, sizeof folder, "%s/", below);
  nth = number;
  effect = how;
  failure = error;
  lasting = persistent;
  counted = 0;
  syncs = 0;
  written = 0;
  pthread_mutex_unlock(&lock);
}

int faults_disarm(void) {
  pthread_mutex_lock(&lock);
  folder[0] = 0;
  int calls = counted;
  last_syncs = syncs;
  last_bytes = written;
  pthread_mutex_unlock(&lock);
  pthread_mutex_unlock(&turn);
  return calls;
}

int faults_syncs(void) { return last_syncs; }

long faults_bytes(void) { return last_bytes; }

unsigned long faults_allocations(void) { return allocations; }

/// The effect for this call of so many bytes (-1: a sync), or -1 where it passes.
static int fault(int file, long bytes, int *error) {
  int answer = -1;
  pthread_mutex_lock(&lock);
  if (folder[0]) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    if (strncmp(path, folder, strlen(folder)) == 0) {
      counted += 1;
      if (bytes < 0) syncs += 1;
      if (bytes > 0) written += bytes;
      if (nth > 0 && (counted == nth || (lasting && counted > nth))) {
        answer = effect;
        *error = failure;
      }
    }
  }
  pthread_mutex_unlock(&lock);
  return answer;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/// `whole` is the real call, `half` the same for less.
#define WRITE(file, bytes, whole, half)    \
  do {                                     \
    int error = 0;                         \
    switch (fault(file, bytes, &error)) {  \
      case FAULTS_NOT_APPLIED:      \
        errno = error;              \
        return -1;                  \
      case FAULTS_APPLIED:          \
        (void)(whole);              \
        errno = error;              \
        return -1;                  \
      case FAULTS_IN_PART:          \
        return half;                \
      default:                      \
        return whole;               \
    }                               \
  } while (0)

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  WRITE(file, (long)count, REAL(pwrite)(file, bytes, count, offset), REAL(pwrite)(file, bytes, count / 2, offset));
}

ssize_t write(int file, const void *bytes, size_t count) {
  WRITE(file, (long)count, REAL(write)(file, bytes, count), REAL(write)(file, bytes, count / 2));
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  long bytes = 0;
  for (int part = 0; part < count; part += 1) bytes += (long)parts[part].iov_len;
  WRITE(file, bytes, REAL(writev)(file, parts, count), REAL(write)(file, parts[0].iov_base, parts[0].iov_len / 2));
}

static int synced(int file, int (*real)(int)) {
  int error = 0;
  int how = fault(file, -1, &error);
  if (how != FAULTS_NOT_APPLIED && how != FAULTS_IN_PART && real(file) != 0) return -1;
  if (how < 0) return 0;
  errno = error;
  return -1;
}

int fdatasync(int file) { return synced(file, REAL(fdatasync)); }

int fsync(int file) { return synced(file, REAL(fsync)); }

void *__libc_malloc(size_t bytes);

void *malloc(size_t bytes) {
  allocations += 1;
  return __libc_malloc(bytes);
}
