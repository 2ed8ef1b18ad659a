#include "national.h"

// The files that stand in Fixtures/rulebooks, each once; a test holds the list against the folder.

static const unsigned char file0[] = {
#embed "../../Fixtures/rulebooks/QD1048-2019/rulebook.yaml"
};
static const unsigned char file1[] = {
#embed "../../Fixtures/rulebooks/QD148-2023/rulebook.yaml"
};
static const unsigned char file2[] = {
#embed "../../Fixtures/rulebooks/QD1489-2025/rulebook.yaml"
};
static const unsigned char file3[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/rulebook.yaml"
};
static const unsigned char file4[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/01.yaml"
};
static const unsigned char file5[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/02.yaml"
};
static const unsigned char file6[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/03.yaml"
};
static const unsigned char file7[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/04.yaml"
};
static const unsigned char file8[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/05.yaml"
};
static const unsigned char file9[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/06.yaml"
};
static const unsigned char file10[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/07.yaml"
};
static const unsigned char file11[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/08.yaml"
};
static const unsigned char file12[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/09.yaml"
};
static const unsigned char file13[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/10.yaml"
};
static const unsigned char file14[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/11.yaml"
};
static const unsigned char file15[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/12.yaml"
};
static const unsigned char file16[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/13.yaml"
};
static const unsigned char file17[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/14.yaml"
};
static const unsigned char file18[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/15.yaml"
};
static const unsigned char file19[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/16.yaml"
};
static const unsigned char file20[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/17.yaml"
};
static const unsigned char file21[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/18.yaml"
};
static const unsigned char file22[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/19.yaml"
};
static const unsigned char file23[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/20.yaml"
};
static const unsigned char file24[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/21.yaml"
};
static const unsigned char file25[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/22.yaml"
};
static const unsigned char file26[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/23.yaml"
};
static const unsigned char file27[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/24.yaml"
};
static const unsigned char file28[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/25.yaml"
};
static const unsigned char file29[] = {
#embed "../../Fixtures/rulebooks/QD26-2026/sets/26.yaml"
};
static const unsigned char file30[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/rulebook.yaml"
};
static const unsigned char file31[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/ca-phe-ca-cao.yaml"
};
static const unsigned char file32[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/cac-san-pham-khac-tu.yaml"
};
static const unsigned char file33[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/che-bien-tu-gao-ngu.yaml"
};
static const unsigned char file34[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/che-bien-tu-rau-cu.yaml"
};
static const unsigned char file35[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/che-bien-tu-thit-trung.yaml"
};
static const unsigned char file36[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/che-bien-tu-thuy-hai.yaml"
};
static const unsigned char file37[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/che-tuoi-che-bien.yaml"
};
static const unsigned char file38[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/dich-vu-du-lich-cong.yaml"
};
static const unsigned char file39[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/do-an-nhanh.yaml"
};
static const unsigned char file40[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/do-uong-co-con-khac.yaml"
};
static const unsigned char file41[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/do-uong-khong-con.yaml"
};
static const unsigned char file42[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/gao-ngu-coc.yaml"
};
static const unsigned char file43[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/gia-vi-khac.yaml"
};
static const unsigned char file44[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/mat-ong-cac-san-pham.yaml"
};
static const unsigned char file45[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/my-pham.yaml"
};
static const unsigned char file46[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/nganh-vai-may-mac.yaml"
};
static const unsigned char file47[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/nuoc-khoang-thien-nhien-nuoc.yaml"
};
static const unsigned char file48[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/rau-cu-qua-hat-tuoi.yaml"
};
static const unsigned char file49[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/ruou-trang.yaml"
};
static const unsigned char file50[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/thao-duoc-khac.yaml"
};
static const unsigned char file51[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/thit-trung-sua-tuoi.yaml"
};
static const unsigned char file52[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/thu-cong-my-nghe-gia.yaml"
};
static const unsigned char file53[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/thu-cong-my-nghe-trang.yaml"
};
static const unsigned char file54[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/thuc-pham-chuc-nang-thuoc.yaml"
};
static const unsigned char file55[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/trang-thiet-bi-dung-cu.yaml"
};
static const unsigned char file56[] = {
#embed "../../Fixtures/rulebooks/QD781-2020/sets/tuong-nuoc-mam-gia-vi.yaml"
};

static const national_file files[] = {
    {"QD1048-2019/rulebook.yaml", file0, sizeof file0},
    {"QD148-2023/rulebook.yaml", file1, sizeof file1},
    {"QD1489-2025/rulebook.yaml", file2, sizeof file2},
    {"QD26-2026/rulebook.yaml", file3, sizeof file3},
    {"QD26-2026/sets/01.yaml", file4, sizeof file4},
    {"QD26-2026/sets/02.yaml", file5, sizeof file5},
    {"QD26-2026/sets/03.yaml", file6, sizeof file6},
    {"QD26-2026/sets/04.yaml", file7, sizeof file7},
    {"QD26-2026/sets/05.yaml", file8, sizeof file8},
    {"QD26-2026/sets/06.yaml", file9, sizeof file9},
    {"QD26-2026/sets/07.yaml", file10, sizeof file10},
    {"QD26-2026/sets/08.yaml", file11, sizeof file11},
    {"QD26-2026/sets/09.yaml", file12, sizeof file12},
    {"QD26-2026/sets/10.yaml", file13, sizeof file13},
    {"QD26-2026/sets/11.yaml", file14, sizeof file14},
    {"QD26-2026/sets/12.yaml", file15, sizeof file15},
    {"QD26-2026/sets/13.yaml", file16, sizeof file16},
    {"QD26-2026/sets/14.yaml", file17, sizeof file17},
    {"QD26-2026/sets/15.yaml", file18, sizeof file18},
    {"QD26-2026/sets/16.yaml", file19, sizeof file19},
    {"QD26-2026/sets/17.yaml", file20, sizeof file20},
    {"QD26-2026/sets/18.yaml", file21, sizeof file21},
    {"QD26-2026/sets/19.yaml", file22, sizeof file22},
    {"QD26-2026/sets/20.yaml", file23, sizeof file23},
    {"QD26-2026/sets/21.yaml", file24, sizeof file24},
    {"QD26-2026/sets/22.yaml", file25, sizeof file25},
    {"QD26-2026/sets/23.yaml", file26, sizeof file26},
    {"QD26-2026/sets/24.yaml", file27, sizeof file27},
    {"QD26-2026/sets/25.yaml", file28, sizeof file28},
    {"QD26-2026/sets/26.yaml", file29, sizeof file29},
    {"QD781-2020/rulebook.yaml", file30, sizeof file30},
    {"QD781-2020/sets/ca-phe-ca-cao.yaml", file31, sizeof file31},
    {"QD781-2020/sets/cac-san-pham-khac-tu.yaml", file32, sizeof file32},
    {"QD781-2020/sets/che-bien-tu-gao-ngu.yaml", file33, sizeof file33},
    {"QD781-2020/sets/che-bien-tu-rau-cu.yaml", file34, sizeof file34},
    {"QD781-2020/sets/che-bien-tu-thit-trung.yaml", file35, sizeof file35},
    {"QD781-2020/sets/che-bien-tu-thuy-hai.yaml", file36, sizeof file36},
    {"QD781-2020/sets/che-tuoi-che-bien.yaml", file37, sizeof file37},
    {"QD781-2020/sets/dich-vu-du-lich-cong.yaml", file38, sizeof file38},
    {"QD781-2020/sets/do-an-nhanh.yaml", file39, sizeof file39},
    {"QD781-2020/sets/do-uong-co-con-khac.yaml", file40, sizeof file40},
    {"QD781-2020/sets/do-uong-khong-con.yaml", file41, sizeof file41},
    {"QD781-2020/sets/gao-ngu-coc.yaml", file42, sizeof file42},
    {"QD781-2020/sets/gia-vi-khac.yaml", file43, sizeof file43},
    {"QD781-2020/sets/mat-ong-cac-san-pham.yaml", file44, sizeof file44},
    {"QD781-2020/sets/my-pham.yaml", file45, sizeof file45},
    {"QD781-2020/sets/nganh-vai-may-mac.yaml", file46, sizeof file46},
    {"QD781-2020/sets/nuoc-khoang-thien-nhien-nuoc.yaml", file47, sizeof file47},
    {"QD781-2020/sets/rau-cu-qua-hat-tuoi.yaml", file48, sizeof file48},
    {"QD781-2020/sets/ruou-trang.yaml", file49, sizeof file49},
    {"QD781-2020/sets/thao-duoc-khac.yaml", file50, sizeof file50},
    {"QD781-2020/sets/thit-trung-sua-tuoi.yaml", file51, sizeof file51},
    {"QD781-2020/sets/thu-cong-my-nghe-gia.yaml", file52, sizeof file52},
    {"QD781-2020/sets/thu-cong-my-nghe-trang.yaml", file53, sizeof file53},
    {"QD781-2020/sets/thuc-pham-chuc-nang-thuoc.yaml", file54, sizeof file54},
    {"QD781-2020/sets/trang-thiet-bi-dung-cu.yaml", file55, sizeof file55},
    {"QD781-2020/sets/tuong-nuoc-mam-gia-vi.yaml", file56, sizeof file56},
};

const national_file *national_rulebooks(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
