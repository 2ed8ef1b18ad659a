#ifndef OCOP_NATIONAL_H
#define OCOP_NATIONAL_H

#include <stddef.h>

/// Bytes that are part of the program.
typedef struct {
  /// The name of the file that they are.
  const char *name;
  const unsigned char *bytes;
  size_t count;
} national_file;

/// The units of the whole country and what became of them; the README tells the form.
national_file national_areas(void);

/// The files of the national rulebooks, each named "FOLDER/FILE".
const national_file *national_rulebooks(size_t *count);

#endif
