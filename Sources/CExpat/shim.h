// The C library as Debian's libexpat1-dev ships it (2.5.0); nothing of it shows above Sources/OfficeFiles.
#include <expat.h>
