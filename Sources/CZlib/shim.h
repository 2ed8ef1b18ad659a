// The C library as Debian's zlib1g-dev ships it (1.2.13); nothing of it shows above Sources/OfficeFiles.
#include <zlib.h>

// Begins to inflate what a ZIP file holds: deflated bytes without a header of zlib's own. A macro of the library, which Swift does not see.
static inline int ocop_inflate_begin(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }

// Begins to deflate for a ZIP file.
static inline int ocop_deflate_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}
