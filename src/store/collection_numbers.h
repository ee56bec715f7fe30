/* collection_numbers.h — what the numbers in the office's tables of answers mean: shared by those who write and who read them. */
#ifndef TENKEN_STORE_COLLECTION_NUMBERS_H
#define TENKEN_STORE_COLLECTION_NUMBERS_H

#include "tenken/store/collection.h"

enum { COLLECTED_BASES = BASIS_DERIVED + 1 };
extern const int collected_answer_numbers[ANSWERS];
extern const int collected_basis_numbers[COLLECTED_BASES];

#endif
