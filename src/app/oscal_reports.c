#include "oscal_reports.h"

#include "tenken/app/wording.h"

bool oscal_section_poam_of(struct strbuf *out, const struct workplace *workplace, const struct report_input *input,
                           struct error *err)
{
	struct oscal_work *work = workplace_oscal_work(workplace);
	(void)err;
	oscal_poam(out, input, work);
	oscal_work_release(work);
	return true;
}

bool oscal_city_poam_of(struct strbuf *out, const struct office *office, const struct city_input *input,
                        struct error *err)
{
	struct oscal_work *work = office_oscal_work(office, input, err);
	if (!work)
		return false;
	oscal_city_poam(out, input, work);
	oscal_work_release(work);
	return true;
}

/* The same for all who have the pack and the wording. */
static bool make_catalog(struct strbuf *out, const struct pack *pack, struct date today, struct error *err)
{
	struct wording wording;
	bool ok = wording_load(&wording, pack, err);
	if (ok)
		oscal_catalog(out, pack, &wording, today);
	wording_release(&wording);
	return ok;
}

bool oscal_section_catalog_of(struct strbuf *out, const struct workplace *workplace, const struct report_input *input,
                              struct error *err)
{
	(void)workplace;
	return make_catalog(out, input->pack, input->today, err);
}

bool oscal_city_catalog_of(struct strbuf *out, const struct office *office, const struct city_input *input,
                           struct error *err)
{
	(void)office;
	return make_catalog(out, input->pack, input->today, err);
}
