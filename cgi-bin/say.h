/*
 * say: how the pages' programs put shifts, bookings and people into a model;
 * the names of the fields are those of lib/web/shapes_shifts.c.
 */
#ifndef WATCHBILL_CGI_SAY_H
#define WATCHBILL_CGI_SAY_H

#include "store/bookings.h"
#include "store/shifts.h"
#include "web/request.h"

/* The zone of that name; the watch's own without one. */
const struct zone *say_zone(const struct req *r, const char *name);

/* A shift of a list (shape_shift_row), its boxes and names included. */
void say_shift(struct req *r, struct node *map, const struct shift_item *s);
/* Each of a page. */
void say_shifts(struct req *r, struct node *list,
    const struct shifts_page *page);
/* Only the fields that shape_shift_row and shape_shift share. */
void say_shift_facts(struct req *r, struct node *map,
    const struct shift_item *s);
/* And those that only a page has. */
void say_shift_page(struct req *r, struct node *map,
    const struct shift_item *s);
/* The viewer's hours: month_s, year_s. */
MUST_USE enum status say_hours(struct req *r, struct node *map);
/* A booking of one's own or another's (shape_booking). */
struct say_booking {
	const struct booking_item *item;
	const struct seat_list *seats;	/* NULL: the others stay unsaid */
	const char *person;		/* whose it is, for coordinators */
};
void say_booking(struct req *r, struct node *map,
    const struct say_booking *b);

/* One chip: a choice of list. */
struct say_chip {
	const char *label;		/* already in the language */
	const char *href;
	bool chosen;
	int64_t count;			/* 0: none is shown */
};
void say_chip(struct node *list, const struct say_chip *c);

#endif
