// The C library as Debian's libpng-dev ships it (1.6.39); nothing of it shows above Sources/QRCodes.
#include <png.h>
