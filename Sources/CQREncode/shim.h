// The C library as Debian's libqrencode-dev ships it (4.1.1); nothing of it shows above Sources/QRCodes.
#include <qrencode.h>
