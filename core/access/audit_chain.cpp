#include "core/access/audit_chain.h"

#include "core/access/sodium.h"
#include "core/store/sqlite/statement.h"

#include <array>

namespace binnacle::access {

namespace {

constexpr std::size_t kHashBytes = 32;

void append(std::string &text, std::string_view field)
{
    text.append(std::to_string(field.size())).append(":").append(field) += ',';
}

void append(std::string &text, std::int64_t number)
{
    append(text, std::to_string(number));
}

ActionSource sourceOf(std::string_view name)
{
    for (const ActionSource source :
        {ActionSource::Web, ActionSource::Ai, ActionSource::Desktop, ActionSource::CommandLine}) {
        if (actionSourceName(source) == name)
            return source;
    }
    return ActionSource::Api;
}

} // namespace

std::string firstPreviousHash()
{
    return std::string(kHashBytes, '\0');
}

std::string chainHash(const std::string &previous, const AuditEntry &entry)
{
    std::string text; // the order is that of the columns, see chainLinkOf()
    append(text, previous);
    append(text, entry.id);
    append(text, toEpochMs(entry.at));
    append(text, entry.userId);
    append(text, entry.username);
    append(text, entry.role ? static_cast<std::int64_t>(*entry.role) : 0);
    append(text, actionSourceName(entry.source));
    append(text, auditActionName(entry.action));
    append(text, entry.resource);
    append(text, entry.method);
    append(text, entry.requestBody);
    append(text, entry.before);
    append(text, entry.after);
    append(text, entry.reason);
    append(text, entry.statusCode);
    append(text, entry.success ? 1 : 0);
    append(text, entry.errorMessage);
    append(text, entry.address);
    append(text, entry.userAgent);
    append(text, entry.traceId);
    append(text, entry.took.count());
    return sha256(text);
}

ChainLink chainLinkOf(const store::Statement &row)
{
    constexpr std::array<bool, 20> kIsNumber{true, true, true, false, true, false, false, false,
        false, false, false, false, false, true, true, false, false, false, false, true};
    ChainLink link{.id = row.number(0),
        .previousHash = std::string(row.text(20)),
        .hash = std::string(row.text(21))};
    std::string text;
    append(text, link.previousHash);
    for (std::size_t i = 0; i < kIsNumber.size(); ++i) {
        const int column = static_cast<int>(i);
        if (kIsNumber[i])
            append(text, row.number(column));
        else
            append(text, row.text(column));
    }
    link.isSelfConsistent = sha256(text) == link.hash;
    return link;
}

ChainedEntry chainedEntryOf(const store::Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    AuditEntry entry{.id = row.number(0),
        .at = fromEpochMs(row.number(1)),
        .userId = row.number(2),
        .username = text(3),
        .role = roleFromNumber(row.number(4)),
        .source = sourceOf(row.text(5)),
        .action = auditActionFromName(row.text(6)).value_or(AuditAction::Read),
        .resource = text(7),
        .method = text(8),
        .requestBody = text(9),
        .before = text(10),
        .after = text(11),
        .reason = text(12),
        .statusCode = static_cast<int>(row.number(13)),
        .success = row.number(14) != 0,
        .errorMessage = text(15),
        .address = text(16),
        .userAgent = text(17),
        .traceId = text(18),
        .took = Duration{row.number(19)}};
    return {.entry = std::move(entry), .previousHash = text(20), .hash = text(21)};
}

} // namespace binnacle::access
