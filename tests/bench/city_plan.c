/* Who there is: bureaus and units, what they are like, their keys; and chance that is the same each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/exchange/key.h"

/* --- chance --- */

static uint64_t mix(uint64_t value)
{
	value ^= value >> 30;
	value *= 0xbf58476d1ce4e5b9u;
	value ^= value >> 27;
	value *= 0x94d049bb133111ebu;
	return value ^ value >> 31;
}

struct dice dice_of(uint64_t seed, const char *what, uint64_t which)
{
	uint64_t state = mix(seed + 0x9e3779b97f4a7c15u);
	for (; *what; what++)
		state = mix(state * 257 + (unsigned char)*what);
	return (struct dice){mix(state ^ mix(which + 1))};
}

unsigned dice_roll(struct dice *dice, unsigned below)
{
	dice->state += 0x9e3779b97f4a7c15u;
	return (unsigned)(mix(dice->state) >> 16) % below;
}

/* --- bureaus and units --- */

static const char *const bureaus[] = {
        "市長室",   "企画調整局", "総務局",   "財政局", "市民局", "福祉局",     "健康局",   "こども局", "環境局", "経済局",
        "文化観光局", "建設局",   "都市計画局", "住宅局", "港湾局", "水道局",     "下水道局", "交通局",   "消防局", "教育委員会",
        "東区役所", "西区役所",   "南区役所", "北区役所", "中央区役所"};
static const char *const sections[] = {
        "総務課", "庶務課", "企画課", "調整課", "経理課", "管理課", "計画課", "指導課", "施設課", "推進課",
        "業務課", "保険課", "支援課", "相談課", "審査課", "契約課", "整備課", "維持課", "振興課", "情報課"};
enum { BUREAUS = sizeof bureaus / sizeof *bureaus, SECTIONS = sizeof sections / sizeof *sections };

static int systems_of(struct dice *dice)
{
	unsigned roll = dice_roll(dice, 100);
	return roll < 70 ? 0 : roll < 92 ? 1 : roll < 98 ? 2 : 3;
}

static void plan_unit(struct city_unit *unit, const struct city_options *options, int at)
{
	int bureau = at % BUREAUS, place = at / BUREAUS;
	struct dice dice = dice_of(options->seed, "unit", (uint64_t)at);
	unsigned quality = dice_roll(&dice, 100);
	snprintf(unit->code, sizeof unit->code, "%02d%02d", bureau + 1, place + 1);
	unit->bureau = bureaus[bureau];
	unit->name = place < SECTIONS ? mem_strdup(sections[place])
	                              : str_format("%s第%d", sections[place % SECTIONS], place / SECTIONS + 1);
	unit->quality = quality < 30 ? QUALITY_GOOD : quality < 88 ? QUALITY_MIDDLING : QUALITY_BAD;
	unit->spotless = unit->quality == QUALITY_GOOD && dice_roll(&dice, 3) == 0;
	unit->systems = options->systems >= 0 ? options->systems : systems_of(&dice);
	unit->profile = options->systems >= 0 ? 0 : (int)dice_roll(&dice, PROFILES);
	unit->never = dice_roll(&dice, 100) == 0;
}

void city_plan(struct city *city, const struct city_options *options)
{
	*city = (struct city){.options = options,
	                      .units = mem_new((size_t)options->units, sizeof *city->units),
	                      .count = (size_t)options->units};
	for (int i = 0; i < options->units; i++)
		plan_unit(&city->units[i], options, i);
}

void city_release(struct city *city)
{
	for (size_t i = 0; i < city->count; i++)
		free(city->units[i].name);
	free(city->units);
	*city = (struct city){0};
}

/* --- what is written of them --- */

struct secret_key *city_unit_key(const struct city *city, const struct city_unit *unit)
{
	unsigned char seed[KEY_SEED_BYTES];
	struct dice dice = dice_of(city->options->seed, unit->code, 1);
	for (size_t i = 0; i < sizeof seed; i++)
		seed[i] = (unsigned char)dice_roll(&dice, 256);
	return secret_key_from_seed(seed);
}

static void write_text(const struct city *city, const char *name, const struct strbuf *text)
{
	struct error err = {0};
	char *path = path_join(city->options->out, name);
	if (!file_write(path, text->text, text->len_bytes, 0600, &err))
		city_die(&err);
	free(path);
}

void city_write_roster(const struct city *city)
{
	struct strbuf roster = STRBUF_INIT, keys = STRBUF_INIT;
	strbuf_add(&roster, "code,bureau,unit,roles,contact\n");
	strbuf_add(&keys, "code,secret_key\n");
	for (size_t i = 0; i < city->count; i++) {
		const struct city_unit *unit = &city->units[i];
		struct secret_key *key = city_unit_key(city, unit);
		char text[SECRET_KEY_TEXT_BYTES + 1];
		secret_key_format(key, text);
		strbuf_addf(&roster, "%s,%s,%s,info_manager,内線%04zu\n", unit->code, unit->bureau, unit->name, 1000 + i);
		strbuf_addf(&keys, "%s,%s\n", unit->code, text);
		secret_key_free(key);
	}
	write_text(city, "roster.csv", &roster);
	write_text(city, "keys.csv", &keys);
	strbuf_release(&roster);
	strbuf_release(&keys);
}
