#include "core/access/audit_log.h"

#include "core/access/audit_chain.h"
#include "core/access/audit_head.h"
#include "core/access/secret_text.h"
#include "core/access/sodium.h"
#include "core/codec/audit_json.h"
#include "core/codec/json_writer.h"
#include "core/store/read_snapshot.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

Q_LOGGING_CATEGORY(logAudit, "binnacle.audit")

namespace binnacle::access {

namespace {

Status writeEntry(store::WriteContext &context, AuditEntry entry)
{
    auto head = readAuditHead(context.connection);
    if (!head)
        return head.error();
    const auto last = context.connection.number("audit.last");
    if (!last)
        return last.error();
    // After a row that was smuggled in, which must not keep later ones out.
    entry.id = std::max(head->row, *last) + 1;
    const std::string hash = chainHash(head->hash, entry);
    auto insert = context.connection.prepare("audit.insert");
    if (!insert)
        return insert.error();
    const Status inserted
        = insert
              ->bind(entry.id, toEpochMs(entry.at), entry.userId, entry.username,
                  entry.role ? static_cast<int>(*entry.role) : 0, actionSourceName(entry.source),
                  auditActionName(entry.action), entry.resource, entry.method, entry.requestBody,
                  entry.before, entry.after, entry.reason, entry.statusCode, entry.success ? 1 : 0,
                  entry.errorMessage, entry.address, entry.userAgent, entry.traceId,
                  static_cast<std::int64_t>(entry.took.count()), store::Blob{head->hash},
                  store::Blob{hash})
              .run();
    if (!inserted)
        return inserted;
    auto set = context.connection.prepare("audit.set_head");
    if (!set)
        return set.error();
    return set->bind(entry.id, head->rows + 1, store::Blob{hash}).run();
}

// Everything that came from outside may hold secrets, or be far too long.
void protect(AuditEntry &entry)
{
    constexpr std::size_t kLongest = 512;
    for (std::string *text : {&entry.requestBody, &entry.before, &entry.after})
        *text = redact(*text);
    for (std::string *text : {&entry.resource, &entry.reason, &entry.userAgent, &entry.username,
             &entry.traceId, &entry.method, &entry.address})
        *text = cutText(maskText(*text), kLongest);
    // Ours: "password: has 12 characters or more" names a field and quotes no value of it.
    entry.errorMessage = cutText(maskCredentials(entry.errorMessage), kLongest);
}

// The statements audit.page and audit.count take the same conditions.
void bindConditions(store::Statement &statement, const AuditQuery &query)
{
    const auto bind = [&statement](const char *name, const auto &value) {
        if (const int index = statement.parameter(name); index > 0)
            statement.bindAt(index, value);
    };
    if (query.userId)
        bind(":user", *query.userId);
    else
        bind(":user", nullptr);
    bind(":source", query.source ? actionSourceName(*query.source) : std::string_view());
    bind(":action", query.action ? auditActionName(*query.action) : std::string_view());
    bind(":from", isKnown(query.range.from) ? toEpochMs(query.range.from) : std::int64_t{0});
    bind(":to",
        isKnown(query.range.to) ? toEpochMs(query.range.to)
                                : std::numeric_limits<std::int64_t>::max());
    bind(":text", query.text);
}

std::string lineOf(const ChainedEntry &row)
{
    codec::JsonWriter json;
    codec::writeAuditLine(json.beginObject(), row.entry)
        .member("previous", hexOf(row.previousHash))
        .member("hash", hexOf(row.hash))
        .endObject();
    return json.take();
}

} // namespace

struct AuditLog::State
{
    State(const Clock &theClock, store::StoreWriter &theWriter)
        : clock(theClock)
        , writer(theWriter)
    {}

    const Clock &clock;
    store::StoreWriter &writer;
    std::atomic_int64_t failures = 0;
};

AuditLog::AuditLog(const Clock &clock, store::StoreWriter &writer)
    : m_state(std::make_shared<State>(clock, writer))
{}

void AuditLog::record(AuditEntry entry, std::function<void(const Status &)> done)
{
    if (!isKnown(entry.at))
        entry.at = m_state->clock.now();
    protect(entry);
    m_state->writer.submit(
        [entry](store::WriteContext &context) { return writeEntry(context, entry); },
        [state = m_state, done = std::move(done), resource = entry.resource](const Status &status) {
            if (!status) {
                ++state->failures;
                qCWarning(logAudit, "not recorded resource=\"%s\" error=\"%s\"", resource.c_str(),
                    status.error().message.c_str());
            }
            if (done)
                done(status);
        });
}

std::int64_t AuditLog::failures() const
{
    return m_state->failures;
}

Result<AuditPage> readAudit(store::Connection &connection, const AuditQuery &query)
{
    AuditPage page;
    const store::ReadSnapshot snapshot(connection);
    if (!snapshot.begun())
        return snapshot.begun().error();
    auto count = connection.prepare("audit.count");
    if (!count)
        return count.error();
    bindConditions(*count, query);
    const auto counted = count->step();
    if (!counted)
        return counted.error();
    page.total = count->number(0);
    auto rows = connection.prepare("audit.page");
    if (!rows)
        return rows.error();
    bindConditions(*rows, query);
    rows->bindAt(rows->parameter(":limit"), query.limit);
    rows->bindAt(rows->parameter(":offset"), query.offset);
    const Status read = forEachRow(*rows, [&page](const store::Statement &row) {
        page.entries.push_back(chainedEntryOf(row).entry);
        return true;
    });
    if (!read)
        return read.error();
    return page;
}

Result<std::vector<AuditEntry>> readAuditLines(
    store::Connection &connection, const AuditLines &wanted)
{
    constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();
    auto rows = connection.prepare("audit.lines");
    if (!rows)
        return rows.error();
    rows->bind(isKnown(wanted.range.from) ? toEpochMs(wanted.range.from) : std::int64_t{0},
        isKnown(wanted.range.to) ? toEpochMs(wanted.range.to) : kOpen, wanted.username,
        wanted.source, wanted.action, wanted.limit);
    std::vector<AuditEntry> entries;
    const Status read = forEachRow(*rows, [&entries](const store::Statement &row) {
        entries.push_back(chainedEntryOf(row).entry);
        return true;
    });
    if (!read)
        return read.error();
    return entries;
}

Status exportAudit(
    store::Connection &connection, const std::function<Status(const std::string &line)> &write)
{
    auto rows = connection.prepare("audit.columns");
    if (!rows)
        return rows.error();
    Status written = Done{};
    const Status read = forEachRow(*rows, [&](const store::Statement &row) {
        written = write(lineOf(chainedEntryOf(row)));
        return written.has_value();
    });
    return read ? written : read;
}

} // namespace binnacle::access
