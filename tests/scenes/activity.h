/* activity.h — what a program is doing, as the kernel tells it (Linux: /proc). */
#ifndef TENKEN_TESTS_ACTIVITY_H
#define TENKEN_TESTS_ACTIVITY_H

#include <stdbool.h>
#include <sys/types.h>

/* Of a program alone, or, with TENKEN_TEST_TOGETHER, of all that works for it: every thread of it and of the processes that it has
 * started, and of those that the variable names ("wineserver64 winedevice.exe"), which work for anybody. They hand
 * work to one another by waking each other, so that one of them is awake as long as there is any. */
struct activity {
	char state; /* S when all sleep (or T: are stopped), else what one is that does not; 0 when there is no such process */
	unsigned threads;           /* how many were looked at */
	unsigned long switches;     /* how often they have left the processor, of their own will or not, all told */
	unsigned long own_switches; /* the same without those that work for anybody */
};
struct activity activity_of(pid_t program);

#endif
