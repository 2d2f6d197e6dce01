/*
 * todo: what a coordinator has to do, in the order of urgency: shifts of the
 * next 48 hours without enough people, overdue callbacks, newcomers.
 */
#ifndef WATCHBILL_CGI_TODO_H
#define WATCHBILL_CGI_TODO_H

#include "web/request.h"

/* Sets map's "todo" (shape_home_todo); empty for those who coordinate
 * nothing. */
MUST_USE enum status todo_say(struct req *r, struct node *map);

#endif
