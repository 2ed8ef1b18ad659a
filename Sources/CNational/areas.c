#include "national.h"

static const unsigned char areas[] = {
#embed "data/areas.txt"
};

national_file national_areas(void) {
  return (national_file){.name = "areas.txt", .bytes = areas, .count = sizeof areas};
}
