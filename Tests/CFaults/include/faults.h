/// Failing and counted system calls, for tests: this executable's own `pwrite`, `write`, `writev`, `fdatasync` and `fsync`
/// stand before the C library's, also for liblmdb, and so does `malloc`. Unarmed they pass everything through.
#ifndef OCOP_FAULTS_H
#define OCOP_FAULTS_H

enum faults_effect {
  /// The call does nothing.
  FAULTS_NOT_APPLIED = 0,
  /// The call does its work, and then reports that it failed.
  FAULTS_APPLIED = 1,
  /// A write ends half-way and says so; a sync does nothing.
  FAULTS_IN_PART = 2,
};

/// From now on counts the calls on files below `folder`, and fails the `nth` (1 is the first, 0 none) with `error`;
/// if `lasting`, every one after it too. Whoever else arms waits until this thread has disarmed.
void faults_arm(const char *folder, int nth, int effect, int error, int lasting);

/// Ends that, and says how many calls were counted.
int faults_disarm(void);

/// Of the calls that this thread counted last: how many were syncs, and how many bytes the others wrote.
int faults_syncs(void);
long faults_bytes(void);

/// How many pieces of memory this thread has asked for since it began.
unsigned long faults_allocations(void);

#endif
