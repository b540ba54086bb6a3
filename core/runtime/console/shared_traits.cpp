#include "core/runtime/console/shared_traits.h"

#include "core/query/execution/value_text.h"
#include "core/query/execution/who_else.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <tuple>

namespace binnacle::runtime {

namespace {

constexpr std::size_t kMostTraits = 20;

// What rows have in common for a reason; names, uids and readings are each row's own.
constexpr std::array<std::string_view, 24> kTraits{"cluster", "namespace", "node", "zone", "owner",
    "owner_kind", "image", "status", "phase", "reason", "kind", "type", "source", "qos", "version",
    "os", "roles", "pressure", "strategy", "rollout", "class", "action", "by", "from_namespace"};

using SubjectKey = std::tuple<std::string, std::string, std::string, std::string, std::int64_t>;

SubjectKey keyOf(const QueryRowSubject &subject)
{
    return {subject.cluster.value, subject.object.kind, subject.object.ns, subject.object.name,
        subject.event};
}

} // namespace

std::optional<query::Query> traitQuery(const query::Query &query)
{
    using Kind = query::TimeScope::Kind;
    if (query.isAggregated() || query.time.kind == Kind::Diff || query.time.kind == Kind::Bisect)
        return std::nullopt;
    query::Query all;
    all.source = query.source;
    all.clusters = query.clusters;
    all.time = query.time;
    for (const std::string_view trait : kTraits) {
        const query::FieldInfo *info = query::schemaOf(query.source).find(trait);
        const bool isRepeated = info && std::ranges::any_of(all.fields, [info](const auto &field) {
            return field.field == info->field;
        });
        if (info && !isRepeated)
            all.fields.push_back({.field = info->field, .key = {}});
    }
    return all;
}

std::vector<console::SharedTrait> sharedTraits(
    const QueryResult &all, const QueryResult &shown, const std::vector<std::size_t> &marked)
{
    std::set<SubjectKey> keys;
    for (const std::size_t row : marked) {
        if (row < shown.subjects.size())
            keys.insert(keyOf(shown.subjects[row]));
    }
    query::SharedValues counts(all.columns.size());
    std::vector<std::string> texts(all.columns.size());
    for (std::size_t row = 0; row < all.rows.size(); ++row) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const QueryValue &value = all.rows[row][i];
            const bool isKnown = !std::holds_alternative<std::monostate>(value);
            texts[i] = isKnown ? query::valueText(value, all.columns[i].type) : std::string();
        }
        const bool isMarked = row < all.subjects.size() && keys.contains(keyOf(all.subjects[row]));
        counts.add(texts, isMarked);
    }
    std::vector<console::SharedTrait> traits;
    for (const query::SharedValue &value : counts.ranked(kMostTraits)) {
        traits.push_back({.field = QString::fromStdString(all.columns[value.column].name),
            .value = QString::fromStdString(value.value),
            .selected = value.marked,
            .selectedTotal = value.markedTotal,
            .others = value.others,
            .othersTotal = value.othersTotal,
            .score = value.score});
    }
    return traits;
}

} // namespace binnacle::runtime
