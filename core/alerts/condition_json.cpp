#include "core/alerts/condition_parts.h"
#include "core/alerts/json_filter.h"
#include "core/codec/json_document.h"
#include "core/domain/name_table.h"
#include "core/query/words.h"

#include <rapidjson/document.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace binnacle::alerts {

namespace {

using rapidjson::Value;

constexpr std::array<std::string_view, 3> kAbsentees{"heartbeat", "snapshot", "increments"};
constexpr std::size_t kLongestJson = 64UL * 1024;
constexpr int kDeepest = 32;
constexpr int kMostTerms = 64;

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

const Value *member(const Value &object, std::string_view name)
{
    const auto it
        = object.FindMember(Value(name.data(), static_cast<rapidjson::SizeType>(name.size())));
    return it == object.MemberEnd() || it->value.IsNull() ? nullptr : &it->value;
}

std::string_view textOf(const Value &value)
{
    return {value.GetString(), value.GetStringLength()};
}

// Reads one document into a Condition. The first error wins; functions that give bool give false
// then.
class ConditionReader
{
public:
    Result<Condition> read(const Value &root)
    {
        const bool isRead = readKind(root)
            && readSpan(root, "for", Duration::zero(), m_condition.holds)
            && readSpan(root, "resolveAfter", Duration::zero(), m_condition.resolveAfter)
            && readSpan(root, "resolve_after", m_condition.resolveAfter, m_condition.resolveAfter);
        if (!isRead)
            return *std::move(m_error);
        return std::move(m_condition);
    }

private:
    bool fail(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
        return false;
    }
    bool fail(std::string message) { return fail(invalid(std::move(message))); }

    bool readText(const Value &object, std::string_view name, std::string &text)
    {
        const Value *value = member(object, name);
        if (!value)
            return true;
        if (!value->IsString())
            return fail('"' + std::string(name) + "\" has to be a text");
        text = textOf(*value);
        return true;
    }

    // "5m", or seconds.
    bool readSpan(const Value &object, std::string_view name, Duration absent, Duration &duration)
    {
        constexpr double kMsPerSecond = 1000;
        const Value *value = member(object, name);
        if (!value) {
            duration = absent;
            return true;
        }
        if (value->IsString()) {
            const Result<Duration> read = readDuration(textOf(*value));
            if (!read)
                return fail('"' + std::string(name) + "\": " + read.error().message);
            duration = *read;
            return true;
        }
        const double longest = static_cast<double>(kLongestDuration.count());
        const double ms = value->IsNumber() ? value->GetDouble() * kMsPerSecond : -1;
        if (!(ms >= 0 && ms <= longest))
            return fail('"' + std::string(name) + "\" has to be a length of time such as \"5m\"");
        duration = Duration{static_cast<std::int64_t>(ms)};
        return true;
    }

    bool readComparison(const Value &object, CompareOp &op, double &number)
    {
        const Value *sign = member(object, "op");
        const Value *value = member(object, "value");
        const auto found
            = sign && sign->IsString() ? compareOpFromText(textOf(*sign)) : std::nullopt;
        if (!found)
            return fail("\"op\" has to be one of == != > >= < <=");
        if (!value || !value->IsNumber())
            return fail("\"value\" has to be a number");
        op = *found;
        number = value->GetDouble();
        return true;
    }

    // The first leaf says what the whole is about.
    static const Value *firstLeaf(const Value &object, int depth = 0)
    {
        for (const std::string_view name : {"all", "any", "not"}) {
            const Value *group = member(object, name);
            if (!group || depth > kDeepest)
                continue;
            if (group->IsArray() && !group->Empty() && (*group)[0].IsObject())
                return firstLeaf((*group)[0], depth + 1);
            if (group->IsObject())
                return firstLeaf(*group, depth + 1);
            return nullptr;
        }
        return &object;
    }

    bool readKind(const Value &root)
    {
        if (member(root, "event"))
            return readEvent(root);
        if (member(root, "query"))
            return readQuery(root);
        if (member(root, "absent"))
            return readAbsent(root);
        const Value *leaf = firstLeaf(root);
        if (leaf && member(*leaf, "metric"))
            return readLevel(root, *leaf);
        const bool isResource = (leaf && member(*leaf, "field")) || member(root, "where")
            || member(root, "source") || member(root, "resource") || member(root, "resourceType")
            || member(root, "resource_type") || member(root, "all");
        if (isResource)
            return readResource(root);
        return fail("expected one of \"all\", \"any\", \"not\", \"field\", \"where\", \"metric\", "
                    "\"event\", \"query\", \"absent\"");
    }

    bool readResource(const Value &root)
    {
        m_condition.kind = ConditionKind::Resource;
        std::string name;
        for (const std::string_view key : {"source", "resource", "resourceType", "resource_type"}) {
            if (!readText(root, key, name))
                return false;
        }
        if (!name.empty()) {
            const query::Schema *schema = sourceFromName(name);
            if (!schema)
                return fail("there is no source \"" + name.substr(0, 40) + '"');
            m_condition.source = query::sourceIdOf(*schema);
        }
        if (!isObjectSource(m_condition.source)) {
            return fail("\"" + name
                + "\" has no objects that an alert could be about; use "
                  "\"event\", \"metric\" or \"query\"");
        }
        return readWhere(root, m_condition.source);
    }

    // "where" as text and the groups of "field", "op", "value", both if both are there.
    bool readWhere(const Value &object, query::SourceId source)
    {
        std::string where;
        if (!readText(object, "where", where))
            return false;
        Result<std::string> tree = jsonFilterText(object, source);
        if (!tree)
            return fail(tree.error());
        const std::string both = where.empty() ? *tree
            : tree->empty()                    ? where
                                               : '(' + where + ") and (" + *tree + ')';
        Result<PredicatePtr> filter = readFilter(both, source);
        if (!filter)
            return fail(withContext(filter.error(), "where"));
        m_condition.where = *std::move(filter);
        return true;
    }

    bool readEvent(const Value &root)
    {
        constexpr int kMostEvents = 1'000'000'000;
        m_condition.kind = ConditionKind::Event;
        const Value &event = *member(root, "event");
        if (!event.IsObject())
            return fail("\"event\" has to be an object");
        Result<std::string> shorthand = eventFilterText(event);
        if (!shorthand)
            return fail(shorthand.error());
        std::string where;
        if (!readText(event, "where", where))
            return false;
        const std::string both = where.empty() ? *shorthand
            : shorthand->empty()               ? where
                                               : '(' + where + ") and " + *shorthand;
        Result<PredicatePtr> filter = readFilter(both, query::SourceId::Events);
        if (!filter)
            return fail(withContext(filter.error(), "event"));
        m_condition.where = *std::move(filter);
        if (const Value *least = member(event, "minCount")) {
            if (!least->IsInt() || least->GetInt() < 1 || least->GetInt() > kMostEvents)
                return fail("\"minCount\" has to be a whole number from 1 on");
            m_condition.minCount = least->GetInt();
        }
        if (!readSpan(event, "within", m_condition.within, m_condition.within))
            return false;
        return m_condition.within >= std::chrono::seconds{1}
        || fail("\"within\" has to be 1s or more");
    }

    bool readQuery(const Value &root)
    {
        m_condition.kind = ConditionKind::Query;
        if (!readText(root, "query", m_condition.query)
            || !readComparison(root, m_condition.op, m_condition.value))
            return false;
        const Status valid = checkQuery(m_condition.query);
        return valid ? true : fail(withContext(valid.error(), "query"));
    }

    bool readAbsent(const Value &root)
    {
        m_condition.kind = ConditionKind::Absent;
        std::string what;
        if (!readText(root, "absent", what))
            return false;
        const auto absent = fromName<AbsentWhat>(kAbsentees, what);
        if (!absent)
            return fail("\"absent\" has to be \"heartbeat\", \"snapshot\" or \"increments\"");
        m_condition.absent = *absent;
        return true;
    }

    // "slo.burn_rate": what it is about and what is measured.
    bool readMetric(const Value &leaf, SloSubject::Kind &level, LevelMetric &metric)
    {
        std::string name;
        if (!readText(leaf, "metric", name))
            return false;
        const std::size_t dot = name.find('.');
        const std::string_view prefix = std::string_view(name).substr(0, dot);
        const std::string_view rest = dot == std::string::npos
            ? std::string_view(name)
            : std::string_view(name).substr(dot + 1);
        const auto found = levelMetricFromName(rest);
        if (dot == std::string::npos || prefix == "slo")
            level = m_level.value_or(SloSubject::Kind::Domain);
        else if (const auto named = levelFromName(prefix))
            level = *named;
        else
            return fail("\"" + name.substr(0, 60)
                + "\" is not measured here: metrics begin with slo., domain., service. or edge.");
        if (found) {
            metric = *found;
            return true;
        }
        const std::string near = nearestLevelMetric(rest);
        return fail("\"" + name.substr(0, 60) + "\" is not measured here"
            + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
    }

    static std::optional<SloSubject::Kind> levelFromName(std::string_view name)
    {
        if (name == "domain" || name == "ingress")
            return SloSubject::Kind::Domain;
        if (name == "service")
            return SloSubject::Kind::Service;
        return name == "edge" ? std::optional(SloSubject::Kind::Edge) : std::nullopt;
    }

    bool readLevel(const Value &root, const Value &leaf)
    {
        m_condition.kind = ConditionKind::Level;
        std::string level;
        std::string target;
        if (!readText(root, "level", level) || !readText(leaf, "target", target)
            || !readText(root, "target", target))
            return false;
        m_level = levelFromName(level);
        if (!level.empty() && !m_level)
            return fail("\"level\" has to be \"domain\", \"service\" or \"edge\"");
        LevelMetric metric{};
        if (!readMetric(leaf, m_condition.level, metric))
            return false;
        m_condition.target = targetFrom(target);
        LevelTree tree;
        if (!readTree(root, 0, tree))
            return false;
        m_condition.levels = normalised(std::move(tree));
        return true;
    }

    bool readTree(const Value &object, int depth, LevelTree &tree)
    {
        if (!object.IsObject())
            return fail("a condition has to be an object");
        if (depth > kDeepest)
            return fail("nested more than 32 deep");
        if (const Value *child = member(object, "not")) {
            tree.kind = LevelTree::Kind::Not;
            return readTree(*child, depth + 1, tree.children.emplace_back());
        }
        for (const std::string_view name : {"all", "any"}) {
            const Value *group = member(object, name);
            if (!group)
                continue;
            tree.kind = name == "all" ? LevelTree::Kind::All : LevelTree::Kind::Any;
            if (!group->IsArray() || group->Empty())
                return fail('"' + std::string(name) + "\" has to be a list of conditions");
            for (const Value &child : group->GetArray()) {
                if (!readTree(child, depth + 1, tree.children.emplace_back()))
                    return false;
            }
            return true;
        }
        return readTerm(object, tree.term);
    }

    bool readTerm(const Value &leaf, LevelTerm &term)
    {
        SloSubject::Kind level{};
        std::string target;
        if (++m_terms > kMostTerms)
            return fail("more than 64 comparisons");
        if (!member(leaf, "metric"))
            return fail("a rule looks at one kind of thing: every part needs its \"metric\"");
        if (!readMetric(leaf, level, term.metric) || !readText(leaf, "target", target)
            || !readSpan(leaf, "window", usualWindow(term.metric), term.window)
            || !readComparison(leaf, term.op, term.value))
            return false;
        if (level != m_condition.level
            || (!target.empty() && targetFrom(target) != m_condition.target))
            return fail("a rule looks at one kind of thing: all parts need the same target");
        if (const Value *least = member(leaf, "minRequests")) {
            if (!least->IsInt64())
                return fail("\"minRequests\" has to be a whole number");
            term.minRequests = least->GetInt64();
        }
        const Status valid = checkTerm(term);
        return valid ? true : fail(valid.error());
    }

    Condition m_condition;
    std::optional<SloSubject::Kind> m_level; // what "slo." is about, when told
    int m_terms = 0;
    std::optional<Error> m_error;
};

} // namespace

Result<Condition> readCondition(std::string_view json)
{
    if (json.size() > kLongestJson)
        return Error{ErrorCode::TooLarge, "a condition has at most 64 KiB"};
    if (const Status valid = codec::validateJson(std::string(json)); !valid)
        return invalid("not a condition: " + valid.error().message);
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsObject())
        return invalid("a condition has to be a JSON object");
    return ConditionReader().read(document);
}

} // namespace binnacle::alerts
