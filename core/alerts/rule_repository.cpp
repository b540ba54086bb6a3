#include "core/alerts/alert_repository.h"
#include "core/alerts/built_in_rules.h"
#include "core/alerts/condition.h"
#include "core/alerts/stored_lists.h"
#include "core/store/settings_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::alerts {

namespace {

using store::Connection;
using store::Statement;
using store::WriteContext;

// Names of the built-in rules that this workspace was given once, as JSON.
constexpr std::string_view kSeeded = "alerts.built_in_rules";
constexpr std::string_view kProgram = "binnacle";
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestText = 8192;

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

Error notFound(std::int64_t id)
{
    return {ErrorCode::NotFound, "there is no rule " + std::to_string(id)};
}

Result<AlertRule> ruleFrom(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    const auto severity = alertSeverityFromName(row.text(5));
    const auto noData = noDataPolicyFromName(row.text(11));
    auto channels = numbersFromJson(row.text(8));
    auto groupBy = textsFromJson(row.text(10));
    if (!severity || !noData || !channels || !groupBy)
        return Error{ErrorCode::Corrupt, "the rule \"" + text(1) + "\" cannot be read"};
    return AlertRule{.id = row.number(0),
        .name = text(1),
        .description = text(2),
        .cluster = {text(3)},
        .condition = text(4),
        .severity = *severity,
        .isEnabled = row.number(6) != 0,
        .isBuiltIn = row.number(7) != 0,
        .channels = *std::move(channels),
        .cooldown = Duration{row.number(9)},
        .groupBy = *std::move(groupBy),
        .noData = *noData,
        .message = text(12),
        .runbook = text(13),
        .runsRunbook = row.number(14) != 0,
        .version = row.number(15),
        .createdAt = fromEpochMs(row.number(16)),
        .updatedAt = fromEpochMs(row.number(17)),
        .updatedBy = text(18)};
}

// 0: nobody has it.
Result<std::int64_t> ownerOf(WriteContext &context, const std::string &name)
{
    Result<Statement> find = context.connection.prepare("alert_rules.named");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(name).step();
    if (!row)
        return row.error();
    return *row ? find->number(0) : 0;
}

Status checkName(WriteContext &context, const AlertRule &rule)
{
    if (Status valid = checkRule(rule); !valid)
        return valid;
    const Result<std::int64_t> owner = ownerOf(context, rule.name);
    if (!owner)
        return owner.error();
    if (*owner != 0 && *owner != rule.id)
        return Error{ErrorCode::Conflict, "there is a rule \"" + rule.name + "\" already"};
    return Done{};
}

Result<std::vector<std::string>> seededRules(Connection &connection)
{
    const auto stored = store::readSetting(connection, std::string(kSeeded));
    if (!stored)
        return stored.error();
    if (!*stored)
        return std::vector<std::string>();
    return textsFromJson(**stored).value_or(std::vector<std::string>());
}

} // namespace

Result<std::vector<AlertRule>> readRules(Connection &connection)
{
    Result<Statement> rows = connection.prepare("alert_rules.list");
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, ruleFrom);
}

Result<AlertRule> readRule(Connection &connection, std::int64_t id)
{
    Result<Statement> find = connection.prepare("alert_rules.one");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(id).step();
    if (!row)
        return row.error();
    return *row ? ruleFrom(*find) : notFound(id);
}

Status checkRule(const AlertRule &rule)
{
    constexpr std::array<std::string_view, 3> kGroups{"rule", "cluster", "namespace"};
    constexpr Duration kLongestCooldown{std::chrono::days{30}};
    const bool isNamed = rule.name.find_first_not_of(" \t") != std::string::npos
        && rule.name.size() <= kLongestName;
    if (!isNamed || rule.name.find_first_of("\r\n") != std::string::npos)
        return invalid("a rule needs a name of at most 200 bytes on one line");
    if (rule.description.size() > kLongestText || rule.message.size() > kLongestText)
        return invalid("descriptions and messages have at most 8192 bytes");
    if (rule.cooldown < Duration::zero() || rule.cooldown > kLongestCooldown)
        return invalid("the time between repeats is 0 (told once) to 30 days");
    for (const std::string &group : rule.groupBy) {
        if (std::ranges::find(kGroups, group) == kGroups.end())
            return invalid("alerts are grouped by rule, cluster and namespace");
    }
    const Result<Condition> condition = readCondition(rule.condition);
    return condition ? Status(Done{}) : withContext(condition.error(), "condition");
}

Result<AlertRule> insertRule(WriteContext &context, const AlertRule &rule, Timestamp now)
{
    AlertRule asked = rule;
    asked.id = 0;
    if (const Status valid = checkName(context, asked); !valid)
        return valid.error();
    Result<Statement> insert = context.connection.prepare("alert_rules.insert");
    if (!insert)
        return insert.error();
    insert->bind(rule.name, rule.description, rule.cluster.value, rule.condition,
        alertSeverityName(rule.severity), rule.isEnabled ? 1 : 0, rule.isBuiltIn ? 1 : 0,
        numbersJson(rule.channels), static_cast<std::int64_t>(rule.cooldown.count()),
        textsJson(rule.groupBy), noDataPolicyName(rule.noData), rule.message, rule.runbook,
        rule.runsRunbook ? 1 : 0, toEpochMs(now), toEpochMs(now), rule.updatedBy);
    if (const Status done = insert->run(); !done)
        return done.error();
    return readRule(context.connection, context.connection.lastInsertId());
}

Result<AlertRule> updateRule(WriteContext &context, const AlertRule &rule, Timestamp now)
{
    if (const Status valid = checkName(context, rule); !valid)
        return valid.error();
    Result<Statement> update = context.connection.prepare("alert_rules.update");
    if (!update)
        return update.error();
    update->bind(rule.name, rule.description, rule.cluster.value, rule.condition,
        alertSeverityName(rule.severity), rule.isEnabled ? 1 : 0, numbersJson(rule.channels),
        static_cast<std::int64_t>(rule.cooldown.count()), textsJson(rule.groupBy),
        noDataPolicyName(rule.noData), rule.message, rule.runbook, rule.runsRunbook ? 1 : 0,
        toEpochMs(now), rule.updatedBy, rule.id, rule.version);
    if (const Status done = update->run(); !done)
        return done.error();
    const bool isDone = context.connection.changes() > 0;
    Result<AlertRule> stored = readRule(context.connection, rule.id);
    if (isDone || !stored)
        return stored;
    return Error{ErrorCode::Conflict,
        "the rule \"" + stored->name + "\" was changed by "
            + (stored->updatedBy.empty() ? "somebody" : stored->updatedBy) + " at "
            + formatRfc3339(stored->updatedAt) + "; look at it and try again"};
}

Status removeRule(WriteContext &context, std::int64_t id)
{
    Result<Statement> remove = context.connection.prepare("alert_rules.remove");
    if (!remove)
        return remove.error();
    if (Status done = remove->bind(id).run(); !done)
        return done;
    return context.connection.changes() > 0 ? Status(Done{}) : notFound(id);
}

Status seedBuiltInRules(WriteContext &context, Timestamp now)
{
    Result<std::vector<std::string>> seeded = seededRules(context.connection);
    if (!seeded)
        return seeded.error();
    const std::size_t before = seeded->size();
    for (AlertRule &rule : builtInRules()) {
        if (std::ranges::find(*seeded, rule.name) != seeded->end())
            continue;
        seeded->push_back(rule.name);
        const Result<std::int64_t> owner = ownerOf(context, rule.name);
        if (!owner)
            return owner.error();
        if (*owner != 0)
            continue;
        rule.updatedBy = kProgram;
        if (const Result<AlertRule> stored = insertRule(context, rule, now); !stored)
            return stored.error();
    }
    if (seeded->size() == before)
        return Done{};
    return store::writeSetting(
        context, std::string(kSeeded), textsJson(*seeded), now, std::string(kProgram));
}

} // namespace binnacle::alerts
