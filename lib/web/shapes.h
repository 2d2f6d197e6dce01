/*
 * shapes: what each reply looks like, once: the OpenAPI schema, the check of
 * template paths and the check of replies in the tests come from here.  The
 * rows are in shapes_*.c, by area; routes.c names the shapes.
 */
#ifndef WATCHBILL_WEB_SHAPES_H
#define WATCHBILL_WEB_SHAPES_H

#include "view/shape.h"

extern const struct shape shape_challenge;
extern const struct shape shape_access;
extern const struct shape shape_code_page;
extern const struct shape shape_who;
extern const struct shape shape_box;
extern const struct shape shape_shift_row;
extern const struct shape shape_day;
extern const struct shape shape_chip;
extern const struct shape shape_option;
extern const struct shape shape_shifts;
extern const struct shape shape_booking;
extern const struct shape shape_bookings;
extern const struct shape shape_mine;
extern const struct shape shape_seat_person;
extern const struct shape shape_shift;
extern const struct shape shape_welcome;
extern const struct shape shape_error;
extern const struct shape shape_home_todo;
extern const struct shape shape_home;
extern const struct shape shape_language_row;
extern const struct shape shape_more;
extern const struct shape shape_cell_shift;
extern const struct shape shape_cell;
extern const struct shape shape_week_row;
extern const struct shape shape_week_day;
extern const struct shape shape_candidate;
extern const struct shape shape_week;
extern const struct shape shape_occurrence;
extern const struct shape shape_affected;
extern const struct shape shape_preview;
extern const struct shape shape_schedule;
extern const struct shape shape_schedule_row;
extern const struct shape shape_schedules;
extern const struct shape shape_schedule_page;
extern const struct shape shape_person_row;
extern const struct shape shape_people;
extern const struct shape shape_person;
extern const struct shape shape_callback_page;
extern const struct shape shape_callback_made;
extern const struct shape shape_callback_step;
extern const struct shape shape_callback_status;
extern const struct shape shape_callback_row;
extern const struct shape shape_callbacks;
extern const struct shape shape_callback_event;
extern const struct shape shape_callback;
extern const struct shape shape_health;

#endif
