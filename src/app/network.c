/* The network picture: systems by zone, their links, and what the rules say of each link, in plain characters. */
#include <stdlib.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Where the picture comes from: the registers of systems and links, as the pack has them. */
struct network {
	const struct workplace *workplace;
	size_t systems, links; /* registers */
	size_t zone;           /* field of a system */
	size_t from, to, to_zone;
	bool ascii;
	struct network_places *places; /* NULL: nobody asks which line is what */
};

static void note_place(const struct network *network, const struct strbuf *out, size_t record)
{
	if (network->places)
		*MEM_PUSH(network->places->items, network->places->count) = (struct network_place){out->len_bytes, record};
}

void network_places_release(struct network_places *places)
{
	free(places->items);
	*places = (struct network_places){0};
}

static bool find_registers(struct network *network)
{
	const struct registers *registers = network->workplace->pack->registers;
	network->systems = registers_find(registers, "system");
	network->links = registers_find(registers, "connection");
	if (network->systems == SIZE_MAX || network->links == SIZE_MAX)
		return false;
	network->zone = register_find_field(&registers->items[network->systems], "zone");
	network->from = register_find_field(&registers->items[network->links], "from");
	network->to = register_find_field(&registers->items[network->links], "to");
	network->to_zone = register_find_field(&registers->items[network->links], "to_zone");
	return network->zone != SIZE_MAX && network->from != SIZE_MAX && network->to != SIZE_MAX &&
	       network->to_zone != SIZE_MAX;
}

static const struct record *record_at(const struct network *network, size_t record)
{
	return &network->workplace->ledger.facts.records[record];
}

static void add_clauses(struct strbuf *out, const struct pack *pack, const struct rule *rule)
{
	for (size_t i = 0; i < rule->clauses_count; i++)
		strbuf_addf(out, "%s%s", i ? C_("between two clauses", ", ") : " (", pack->clauses[rule->clauses[i]].label);
	strbuf_add(out, rule->clauses_count ? ")" : "");
}

/* What the rules say of the link, one line each for what is not simply kept: by which clauses, and because of which values. */
static void add_verdicts(struct strbuf *out, const struct network *network, size_t link)
{
	const struct verdicts *verdicts = &network->workplace->ledger.verdicts;
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->items[i];
		if (verdict->record != link || verdict->code == VERDICT_PASS)
			continue;
		strbuf_addf(out, "       %s", verdict_label(verdict->code));
		add_clauses(out, network->workplace->pack, &network->workplace->pack->rules->items[verdict->rule]);
		strbuf_addf(out, ": %s\n", bilingual_text(&verdict->because));
	}
}

static const char *mark_of(const struct network *network, size_t link)
{
	size_t count;
	switch (record_worst_verdict(network->workplace, link, &count)) {
	case VERDICT_FAIL:
		return network->ascii ? "X" : "×";
	case VERDICT_UNKNOWN:
		return "?";
	case VERDICT_EXPLAIN:
	case VERDICT_EXCEPTION:
	case VERDICT_ADVICE:
		return "!";
	default:
		return " ";
	}
}

/* The other end: a system with its zone, or a zone alone. */
static void add_end(struct strbuf *out, const struct network *network, const struct record *link, bool far)
{
	const struct pack *pack = network->workplace->pack;
	const struct value *to = &link->values[far ? network->to : network->from];
	const struct field *zone = &pack->registers->items[network->systems].fields[network->zone];
	const struct field *to_zone = &pack->registers->items[network->links].fields[network->to_zone];
	if (to->known) {
		const struct record *system = record_at(network, to->record);
		strbuf_add(out, record_name(system, pack));
		strbuf_addf(out, " [%s]", system->values[network->zone].known
		                                  ? bilingual_text(&zone->values[system->values[network->zone].number].label)
		                                  : _("zone not known"));
	} else if (far && link->values[network->to_zone].known) {
		strbuf_addf(out, "[%s]", bilingual_text(&to_zone->values[link->values[network->to_zone].number].label));
	} else {
		strbuf_add(out, _("not known"));
	}
}

static void add_link(struct strbuf *out, const struct network *network, size_t link, bool outgoing)
{
	const struct record *record = record_at(network, link);
	note_place(network, out, link);
	const char *arrow = network->ascii ? (outgoing ? "-->" : "<--") : (outgoing ? "──>" : "<──");
	strbuf_addf(out, "   %s %s ", mark_of(network, link), arrow);
	add_end(out, network, record, outgoing);
	strbuf_addf(out, "  (%s)\n", record_name(record, network->workplace->pack));
	if (outgoing)
		add_verdicts(out, network, link);
}

static void add_system(struct strbuf *out, const struct network *network, size_t system)
{
	const struct facts *facts = &network->workplace->ledger.facts;
	note_place(network, out, system);
	strbuf_addf(out, " %s %s\n", network->ascii ? "*" : "■", record_name(&facts->records[system], network->workplace->pack));
	for (size_t i = facts->firsts[network->links]; i < facts->firsts[network->links + 1]; i++) {
		const struct value *from = &facts->records[i].values[network->from];
		const struct value *to = &facts->records[i].values[network->to];
		if (from->known && from->record == system)
			add_link(out, network, i, true);
		else if (to->known && to->record == system)
			add_link(out, network, i, false);
	}
}

/* `zone` SIZE_MAX: those of which it is not known. */
static void add_zone(struct strbuf *out, const struct network *network, size_t zone)
{
	const struct facts *facts = &network->workplace->ledger.facts;
	const struct field *field =
	        &network->workplace->pack->registers->items[network->systems].fields[network->zone];
	bool begun = false;
	for (size_t i = facts->firsts[network->systems]; i < facts->firsts[network->systems + 1]; i++) {
		const struct value *value = &facts->records[i].values[network->zone];
		if (value->known ? (size_t)value->number != zone : zone != SIZE_MAX)
			continue;
		if (!begun)
			strbuf_addf(out, "%s%s\n", out->len_bytes ? "\n" : "",
			            zone == SIZE_MAX ? _("Zone not known") : bilingual_text(&field->values[zone].label));
		begun = true;
		add_system(out, network, i);
	}
}

/* Links whose near end is not known stand nowhere else. */
static void add_loose_links(struct strbuf *out, const struct network *network)
{
	const struct facts *facts = &network->workplace->ledger.facts;
	bool begun = false;
	for (size_t i = facts->firsts[network->links]; i < facts->firsts[network->links + 1]; i++) {
		if (facts->records[i].values[network->from].known)
			continue;
		if (!begun)
			strbuf_addf(out, "\n%s\n", _("Links of which it is not known where they begin"));
		begun = true;
		add_link(out, network, i, true);
	}
}

/* Each link once, whichever of its ends it was drawn at. */
static void add_sum(struct strbuf *out, const struct network *network)
{
	const struct facts *facts = &network->workplace->ledger.facts;
	size_t links = facts->firsts[network->links + 1] - facts->firsts[network->links], by_code[VERDICT_CODES] = {0}, count;
	for (size_t i = facts->firsts[network->links]; i < facts->firsts[network->links + 1]; i++)
		by_code[record_worst_verdict(network->workplace, i, &count)]++;
	strbuf_addf(out, _("\nSystems %zu, links %zu; of these: not kept %zu, to be checked %zu\n"),
	            facts->firsts[network->systems + 1] - facts->firsts[network->systems], links, by_code[VERDICT_FAIL],
	            by_code[VERDICT_UNKNOWN]);
}

char *registers_network_text(const struct workplace *workplace, bool ascii, struct network_places *places)
{
	struct network network = {.workplace = workplace, .ascii = ascii, .places = places};
	struct strbuf out = STRBUF_INIT;
	if (!find_registers(&network)) {
		strbuf_add(&out, _("This pack has no registers of systems and links."));
		return strbuf_take(&out);
	}
	size_t zones = workplace->pack->registers->items[network.systems].fields[network.zone].values_count;
	for (size_t zone = 0; zone < zones; zone++)
		add_zone(&out, &network, zone);
	add_zone(&out, &network, SIZE_MAX);
	add_loose_links(&out, &network);
	if (!out.len_bytes) {
		strbuf_add(&out, _("No system stands in the register yet."));
		return strbuf_take(&out);
	}
	add_sum(&out, &network);
	strbuf_addf(&out, "%s\n", ascii ? _("X not kept   ? to be checked   ! see the reason")
	                                : _("× not kept   ? to be checked   ! see the reason"));
	return strbuf_take(&out);
}

/* --- as JSON --- */

static void put_choice(struct json *node, const char *key, const struct field *field, const struct value *value)
{
	json_put_string(node, key, value->known ? field->values[value->number].id : NULL);
}

static void put_end(struct json *node, const char *key, const struct network *network, const struct value *end)
{
	json_put_string(node, key, end->known ? record_at(network, end->record)->id : NULL);
}

static void put_link(struct json *list, const struct network *network, size_t link)
{
	const struct record *record = record_at(network, link);
	const struct pack *pack = network->workplace->pack;
	const struct value *zone = &record->values[network->to_zone], *to = &record->values[network->to];
	const struct field *field = &pack->registers->items[network->links].fields[network->to_zone];
	struct json *node = json_put_object(list, NULL);
	size_t count;
	if (to->known) { /* the zone of the system there, whatever else is written */
		zone = &record_at(network, to->record)->values[network->zone];
		field = &pack->registers->items[network->systems].fields[network->zone];
	}
	json_put_string(node, "id", record->id);
	json_put_string(node, "name", record_name(record, pack));
	put_end(node, "from", network, &record->values[network->from]);
	put_end(node, "to", network, to);
	put_choice(node, "to_zone", field, zone);
	json_put_string(node, "verdict", verdict_code_name(record_worst_verdict(network->workplace, link, &count)));
}

struct json *registers_network_json(const struct workplace *workplace)
{
	struct network network = {.workplace = workplace};
	const struct facts *facts = &workplace->ledger.facts;
	struct json *root = json_new_object();
	struct json *systems = json_put_array(root, "systems"), *links = json_put_array(root, "connections");
	if (!find_registers(&network))
		return root;
	const struct field *zone = &workplace->pack->registers->items[network.systems].fields[network.zone];
	for (size_t i = facts->firsts[network.systems]; i < facts->firsts[network.systems + 1]; i++) {
		struct json *node = json_put_object(systems, NULL);
		json_put_string(node, "id", facts->records[i].id);
		json_put_string(node, "name", record_name(&facts->records[i], workplace->pack));
		put_choice(node, "zone", zone, &facts->records[i].values[network.zone]);
	}
	for (size_t i = facts->firsts[network.links]; i < facts->firsts[network.links + 1]; i++)
		put_link(links, &network, i);
	return root;
}
