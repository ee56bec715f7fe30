#include "date_era.h"

#include <stddef.h>

const struct era eras[ERAS] = {
        {.name = "令和", .letter = "r", .first = {2019, 5, 1}, .last = {9999, 12, 31}},
        {.name = "平成", .letter = "h", .first = {1989, 1, 8}, .last = {2019, 4, 30}},
        {.name = "昭和", .letter = "s", .first = {1926, 12, 25}, .last = {1989, 1, 7}},
        {.name = "大正", .letter = "t", .first = {1912, 7, 30}, .last = {1926, 12, 24}},
        {.name = "明治", .letter = "m", .first = {1868, 9, 8}, .last = {1912, 7, 29}},
};

const struct era *era_of(struct date date)
{
	for (size_t i = 0; i < ERAS; i++) {
		if (date_compare(date, eras[i].first) >= 0)
			return &eras[i];
	}
	return NULL;
}

const struct era *era_of_fiscal_year(int fiscal_year)
{
	return era_of((struct date){fiscal_year, 5, 1});
}
