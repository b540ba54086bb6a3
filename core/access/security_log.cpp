#include "core/access/security_log.h"

#include "core/access/audit_log.h"
#include "core/access/secret_text.h"
#include "core/store/clock_guard.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

Q_LOGGING_CATEGORY(logSecurity, "binnacle.security")

namespace binnacle::access {

namespace {

constexpr Duration kTogether{5 * 60'000};
constexpr std::chrono::milliseconds kWriteEvery{1'000};
constexpr std::size_t kManyFromOne = 20;
constexpr std::size_t kMostSeries = 4'096;
constexpr std::size_t kLongestText = 512;
constexpr Duration kKeep{90LL * 24 * 3'600'000};

constexpr std::array<SecurityKind, 7> kKinds{SecurityKind::InvalidToken,
    SecurityKind::PermissionDenied, SecurityKind::RateLimit, SecurityKind::LoginFailed,
    SecurityKind::ClusterIdMismatch, SecurityKind::BadAgentToken, SecurityKind::BodyLimit};

SecurityKind kindOf(std::string_view name)
{
    const auto known = std::ranges::find(kKinds, name, securityKindName);
    return known == kKinds.end() ? SecurityKind::InvalidToken : *known;
}

// Of the same kind from the same address within five minutes: one row.
struct Series
{
    SecurityEvent event;    // the first, with the count so far; id: the row, 0 not written yet
    bool isChanged = false; // since it was last handed to the writer
    bool isBeingWritten = false;
    bool isClosed = false; // nothing is added any more; it only has to be written
};

Status insertEvent(store::WriteContext &context, SecurityEvent &event)
{
    auto insert = context.connection.prepare("security.insert");
    if (!insert)
        return insert.error();
    const Status inserted = insert
                                ->bind(toEpochMs(event.at), securityKindName(event.kind),
                                    static_cast<int>(event.severity), event.address, event.userId,
                                    event.tokenId, event.resource, event.details, event.count)
                                .run();
    if (inserted)
        event.id = context.connection.lastInsertId();
    return inserted;
}

Status growEvent(store::WriteContext &context, const SecurityEvent &event)
{
    auto grow = context.connection.prepare("security.grow");
    if (!grow)
        return grow.error();
    return grow->bind(event.count, static_cast<int>(event.severity), event.id).run();
}

Status expireEvents(store::WriteContext &context, Timestamp now)
{
    const auto time = store::retentionTime(context.connection, now);
    if (!time)
        return time.error();
    auto expire = context.connection.prepare("security.expire");
    if (!expire)
        return expire.error();
    return expire->bind(toEpochMs(time->at - kKeep)).run();
}

} // namespace

struct SecurityLog::State : std::enable_shared_from_this<State>
{
    State(const Clock &theClock, store::StoreWriter &theWriter)
        : clock(theClock)
        , writer(theWriter)
    {}

    const Clock &clock;
    store::StoreWriter &writer;
    std::mutex mutex;
    std::condition_variable_any changed;
    bool isAnyChanged = false; // guarded by mutex, as all that follows
    bool isStopping = false;
    std::map<std::pair<std::string, SecurityKind>, std::shared_ptr<Series>> series;
    std::map<std::string, std::deque<Timestamp>> lately; // by address

    // All of it REQUIRES: mutex held.
    void makeRoom(Timestamp now);
    bool isMany(const std::string &address, Timestamp now);
    Series &seriesOf(const SecurityEvent &event);
    void close(const std::shared_ptr<Series> &one);
    void write(const std::shared_ptr<Series> &one);
    void writeChanged();
};

void SecurityLog::State::makeRoom(Timestamp now)
{
    if (series.size() < kMostSeries && lately.size() < kMostSeries)
        return;
    std::erase_if(series, [this, now](const auto &entry) {
        const bool isOver = now - entry.second->event.at >= kTogether;
        if (isOver)
            close(entry.second);
        return isOver;
    });
    std::erase_if(lately, [now](const auto &entry) {
        return entry.second.empty() || now - entry.second.back() >= kTogether;
    });
    while (series.size() >= kMostSeries) {
        close(series.begin()->second);
        series.erase(series.begin());
    }
    while (lately.size() >= kMostSeries)
        lately.erase(lately.begin());
}

bool SecurityLog::State::isMany(const std::string &address, Timestamp now)
{
    std::deque<Timestamp> &times = lately[address];
    times.push_back(now);
    while (times.size() > kManyFromOne || now - times.front() >= kTogether)
        times.pop_front();
    return times.size() >= kManyFromOne;
}

// With this event counted.
Series &SecurityLog::State::seriesOf(const SecurityEvent &event)
{
    std::shared_ptr<Series> &one = series[{event.address, event.kind}];
    if (one && event.at - one->event.at < kTogether) {
        ++one->event.count;
        return *one;
    }
    if (one)
        close(one);
    one = std::make_shared<Series>();
    one->event = event;
    return *one;
}

void SecurityLog::State::close(const std::shared_ptr<Series> &one)
{
    one->isClosed = true;
    if (one->isChanged)
        write(one);
}

// One write at a time for each series: only then the second one knows the row of the first.
void SecurityLog::State::write(const std::shared_ptr<Series> &one)
{
    if (one->isBeingWritten)
        return;
    one->isChanged = false;
    one->isBeingWritten = true;
    const auto written = std::make_shared<SecurityEvent>(one->event);
    const bool isNew = written->id == 0;
    writer.submit(
        [written, isNew](store::WriteContext &context) {
            if (!isNew)
                return growEvent(context, *written);
            if (Status expired = expireEvents(context, written->at); !expired)
                return expired;
            return insertEvent(context, *written);
        },
        [self = shared_from_this(), one, written](const Status &status) {
            if (!status)
                qCWarning(logSecurity, "not recorded kind=%s error=\"%s\"",
                    std::string(securityKindName(written->kind)).c_str(),
                    status.error().message.c_str());
            const std::scoped_lock lock(self->mutex);
            one->isBeingWritten = false;
            if (status)
                one->event.id = written->id;
            if (!one->isChanged)
                return;
            if (one->isClosed || self->isStopping)
                return self->write(one); // nobody else does
            self->isAnyChanged = true;
            self->changed.notify_one();
        });
}

void SecurityLog::State::writeChanged()
{
    isAnyChanged = false;
    for (const auto &[key, one] : series) {
        if (one->isChanged)
            write(one);
    }
}

SecurityLog::SecurityLog(const Clock &clock, store::StoreWriter &writer)
    : m_state(std::make_shared<State>(clock, writer))
    , m_flusher([state = m_state.get()](const std::stop_token &stop) {
        std::unique_lock lock(state->mutex);
        while (state->changed.wait(lock, stop, [state] { return state->isAnyChanged; })) {
            state->writeChanged();
            state->changed.wait_for(lock, stop, kWriteEvery, [] { return false; });
        }
        state->isStopping = true;
        state->writeChanged();
    })
{}

SecurityLog::~SecurityLog() = default;

void SecurityLog::record(SecurityEvent event)
{
    event.id = 0;
    event.at = m_state->clock.now();
    event.count = 1;
    event.address = cutText(std::move(event.address), kLongestText);
    event.resource = cutText(maskText(event.resource), kLongestText);
    event.details = redact(event.details);
    const std::scoped_lock lock(m_state->mutex);
    m_state->makeRoom(event.at);
    if (m_state->isMany(event.address, event.at))
        event.severity = std::max(event.severity, SecuritySeverity::High);
    Series &one = m_state->seriesOf(event);
    one.event.severity = std::max(one.event.severity, event.severity);
    one.isChanged = true;
    m_state->isAnyChanged = true;
    m_state->changed.notify_one();
}

void SecurityLog::resolve(
    std::int64_t event, std::string by, std::function<void(const Status &)> done)
{
    m_state->writer.submit(
        [event, by = std::move(by), now = m_state->clock.now()](
            store::WriteContext &context) -> Status {
            auto resolve = context.connection.prepare("security.resolve");
            if (!resolve)
                return resolve.error();
            const Status run = resolve->bind(toEpochMs(now), by, event).run();
            if (run && context.connection.changes() == 0)
                return Error{ErrorCode::NotFound,
                    "there is no open security event " + std::to_string(event)};
            return run;
        },
        std::move(done));
}

Result<SecurityPage> readSecurityEvents(store::Connection &connection, const SecurityQuery &query)
{
    const std::string_view kind = query.kind ? securityKindName(*query.kind) : std::string_view();
    const int unresolved = query.unresolvedOnly ? 1 : 0;
    SecurityPage page;
    auto count = connection.prepare("security.count");
    auto rows = connection.prepare("security.page");
    if (!count || !rows)
        return !count ? count.error() : rows.error();
    const auto counted = count->bind(kind, unresolved).step();
    if (!counted)
        return counted.error();
    page.total = count->number(0);
    rows->bind(kind, unresolved, query.limit, query.offset);
    const Status read = store::forEachRow(*rows, [&page](const store::Statement &row) {
        const auto text = [&row](int column) { return std::string(row.text(column)); };
        page.events.push_back({.id = row.number(0),
            .at = fromEpochMs(row.number(1)),
            .kind = kindOf(row.text(2)),
            .severity
            = static_cast<SecuritySeverity>(std::clamp<std::int64_t>(row.number(3), 0, 3)),
            .address = text(4),
            .userId = row.number(5),
            .tokenId = row.number(6),
            .resource = text(7),
            .details = text(8),
            .count = row.number(9),
            .isResolved = row.number(10) != 0,
            .resolvedAt = row.number(11) > 0 ? fromEpochMs(row.number(11)) : Timestamp{},
            .resolvedBy = text(12)});
    });
    if (!read)
        return read.error();
    return page;
}

} // namespace binnacle::access
