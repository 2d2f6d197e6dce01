/*
 * week_sheet: the week as it hangs on paper at the gate: every shift of a day
 * with a line for each place, where a name stands or is waited for, and room
 * to sign.
 */
#ifndef WATCHBILL_CGI_WEEK_SHEET_H
#define WATCHBILL_CGI_WEEK_SHEET_H

#include "store/shifts.h"
#include "web/request.h"

/* The shifts of a page that start in from..until (shape_sheet_shift). */
void week_sheet_say(struct req *r, struct node *list,
    const struct shifts_page *page, int64_t from, int64_t until);

#endif
