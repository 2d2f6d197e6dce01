/* badge: the desk's own count, so that page and badge never differ. */
#include "badge.h"

#include "service/callback_desk.h"

#include "base/banned.h"

enum status
badge_overdue(struct act *act, int64_t *ret)
{
	struct callback_counts counts;
	enum status s = callback_desk_counts(act, &counts);

	if (s == OK)
		*ret = counts.overdue;
	return s;
}
