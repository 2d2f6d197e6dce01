lib_libcore_a_SOURCES += \
	lib/view/calendar.c lib/view/calendar.h \
	lib/view/draw.c lib/view/draw.h \
	lib/view/draw_choice.c \
	lib/view/html.c lib/view/html.h \
	lib/view/json_out.c lib/view/json_out.h \
	lib/view/language.c lib/view/language.h \
	lib/view/model.c lib/view/model.h \
	lib/view/shape.c lib/view/shape.h \
	lib/view/template.c lib/view/template.h \
	lib/view/template_attribute.c lib/view/template_attribute.h \
	lib/view/template_compile.h \
	lib/view/template_control.c lib/view/template_control.h \
	lib/view/template_element.c lib/view/template_element.h \
	lib/view/template_emit.c \
	lib/view/template_form.c lib/view/template_form.h \
	lib/view/template_format.c lib/view/template_format.h \
	lib/view/template_keep.c \
	lib/view/template_message.c lib/view/template_message.h \
	lib/view/template_op.h \
	lib/view/template_parse.c lib/view/template_parse.h \
	lib/view/template_render.c \
	lib/view/template_use.c lib/view/template_use.h \
	lib/view/template_value.c lib/view/template_value.h
