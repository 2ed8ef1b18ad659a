// The C library as Debian's liblmdb-dev ships it (0.9.24); nothing of it shows above Sources/LMDB.
#include <lmdb.h>
