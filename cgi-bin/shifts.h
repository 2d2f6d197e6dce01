/* shifts: the handlers of one program, in several files. */
#ifndef WATCHBILL_CGI_SHIFTS_H
#define WATCHBILL_CGI_SHIFTS_H

#include "store/shifts.h"
#include "web/request.h"

/* A shift with everybody on it (shape_shift). */
MUST_USE enum status shifts_say_one(struct req *r, struct node *map,
    const struct shift_item *item);
/* A booking as the reply (shape_booking). */
MUST_USE enum status bookings_say(struct req *r, struct node *map,
    int64_t booking);

enum status shifts_list_page(struct req *r);
enum status bookings_mine_page(struct req *r);
enum status bookings_cancel_page(struct req *r);
enum status bookings_cancel_send(struct req *r);
enum status week_page(struct req *r);
enum status week_assign(struct req *r);
enum status week_cancel_page(struct req *r);
enum status week_cancel(struct req *r);

#endif
