/* schedule_form: between the form of a schedule and service/roster. */
#ifndef WATCHBILL_CGI_SCHEDULE_FORM_H
#define WATCHBILL_CGI_SCHEDULE_FORM_H

#include "service/roster.h"
#include "web/forms_schedules.h"
#include "web/request.h"

struct schedule_in schedule_read(const struct schedule_form *f);
enum orphan_choice schedule_choice(const char *word);
struct decisions schedule_decisions(struct req *r,
    const struct schedule_form *f);

/* page.form, from what is there already. */
void schedule_fill(struct req *r, const struct schedule_in *in);
/* Which lines of weekdays and time the form shows: those that are in use, and
 * one more. */
void schedule_say_lines(struct req *r);
void schedule_fill_number(struct req *r, const char *name, int64_t v);
void schedule_fill_date(struct req *r, const char *name, struct date d);

/* map's "recurrence" as it was entered (shape_recurrence). */
void schedule_say(struct req *r, struct node *map,
    const struct recurrence_in *in);

#endif
