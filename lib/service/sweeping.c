/* sweeping: see the header. */
#include "service/sweeping.h"

#include "store/tx.h"

#include "base/banned.h"

enum status
sweeping_run(struct act *act,
    enum status (*batch)(struct act *act, struct tx *tx, int64_t *ret),
    int64_t *ret)
{
	int64_t n = 1, all = 0;
	enum status s = OK;
	struct tx *tx;

	while (s == OK && n > 0) {
		s = tx_begin(act->db, &tx);
		if (s == OK)
			s = tx_end(tx, batch(act, tx, &n));
		if (s == OK)
			all += n;
	}
	if (s == OK)
		*ret = all;
	return s;
}
