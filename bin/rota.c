/* rota: the commands that lay shifts down, and the demonstration watch. */
#include "command.h"

#include <stdio.h>

#include "service/demo.h"
#include "service/roster.h"

#include "base/banned.h"

enum status
command_rota_extend(struct line *l)
{
	int64_t n;
	enum status s = roster_extend(&l->act, &n);

	if (s == OK)
		printf("%lld new shifts\n", (long long)n);
	return s;
}

enum status
command_demo(struct line *l)
{
	struct demo_made made;
	enum status s = demo_load(&l->act, &made);

	if (s == OK)
		printf("%lld schedules, %lld people, %lld bookings, %lld "
		    "callbacks; sign in as the coordinator with %s\n",
		    (long long)made.schedules, (long long)made.people,
		    (long long)made.bookings, (long long)made.callbacks,
		    made.coordinator_phone);
	return s;
}
