// The C library as Debian's libxlsxwriter-dev ships it (1.1.4); nothing of it shows above Sources/OfficeFiles.
#include <xlsxwriter.h>
