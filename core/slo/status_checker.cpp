#include "core/slo/status_checker.h"

#include "core/slo/slo_service.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace binnacle::slo {

namespace {

using Subject = std::tuple<SloTargetType, std::string, SloWindow>;
using Statuses = std::map<Subject, SloStatus>;

constexpr std::array kWindows{SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays};
constexpr Duration kHistory = std::chrono::days{180}; // contract 03 §3.6

// The newest stored status of everything.
Result<Statuses> readStatuses(
    store::Connection &connection, const ClusterId &cluster, Timestamp now)
{
    constexpr std::int64_t kPage = 1'000;
    Statuses statuses;
    store::StatusHistoryQuery query{.cluster = cluster,
        .range = {now - kHistory, now + std::chrono::days{1}}, // clocks may have been set back
        .limit = kPage};
    for (;;) {
        const auto page = store::readStatusHistory(connection, query);
        if (!page)
            return page.error();
        for (const SloStatusChange &change : *page)
            statuses.emplace(Subject{change.type, change.host, change.window}, change.to);
        if (std::cmp_less(page->size(), kPage))
            return statuses;
        query.beforeId = page->back().id;
    }
}

bool isWatched(const SloRow &row, SloWindow window)
{
    return row.subject.kind == SloSubject::Kind::Domain || window == SloWindow::OneDay
        || !row.target.isDefault();
}

SloStatusChange changeTo(const SloRow &row, SloWindow window, SloStatus from, Timestamp now)
{
    return {.cluster = row.subject.cluster,
        .type = row.target.type,
        .host = row.subject.text(),
        .window = window,
        .from = from,
        .to = row.status,
        .availability = row.current.traffic.availability(),
        .p95Latency = row.current.traffic.quantile(0.95),
        .budgetRemaining = row.budgetRemaining,
        .changedAt = now};
}

struct BoardOf
{
    ClusterId cluster;
    SloSubject::Kind kind;
    SloWindow window;
};

Status compare(store::Connection &connection, const BoardOf &of, Timestamp now,
    const Statuses &statuses, std::vector<SloStatusChange> &changes)
{
    const auto board = readBoard(connection,
        {.cluster = of.cluster,
            .kind = of.kind,
            .window = of.window,
            .now = now,
            .withPrevious = false});
    if (!board)
        return board.error();
    for (const SloRow &row : board->rows) {
        if (!isWatched(row, of.window))
            continue;
        const auto known = statuses.find({row.target.type, row.subject.text(), of.window});
        const SloStatus from = known == statuses.end() ? SloStatus::Unknown : known->second;
        if (from != row.status)
            changes.push_back(changeTo(row, of.window, from, now));
    }
    return Done{};
}

// The boards on which something is watched.
Result<std::vector<BoardOf>> boardsOf(store::Connection &connection, const ClusterId &cluster)
{
    const auto targets = store::readTargets(connection, cluster);
    if (!targets)
        return targets.error();
    std::vector<BoardOf> boards;
    for (const SloWindow window : kWindows) {
        boards.push_back({cluster, SloSubject::Kind::Domain, window});
        const auto isOfService = [window](const SloTarget &target) {
            return target.type == SloTargetType::Service && target.window == window;
        };
        if (window == SloWindow::OneDay || std::ranges::any_of(*targets, isOfService))
            boards.push_back({cluster, SloSubject::Kind::Service, window});
    }
    return boards;
}

Result<std::vector<SloStatusChange>> findChanges(store::Connection &connection,
    const ClusterId &cluster, Timestamp now, const Statuses &statuses)
{
    const auto boards = boardsOf(connection, cluster);
    if (!boards)
        return boards.error();
    std::vector<SloStatusChange> changes;
    for (const BoardOf &board : *boards) {
        if (const Status done = compare(connection, board, now, statuses, changes); !done)
            return done.error();
    }
    return changes;
}

} // namespace

struct StatusChecker::State : std::enable_shared_from_this<StatusChecker::State>
{
    State(store::ReaderPool &readersToUse, store::StoreWriter &writerToUse)
        : readers(readersToUse)
        , writer(writerToUse)
    {}

    struct Known
    {
        std::optional<Statuses> statuses; // unset: not read yet
        bool isRunning = false;
    };

    void run(store::Connection &connection, const ClusterId &cluster, Timestamp now,
        const Finished &finished);
    void write(const ClusterId &cluster, std::vector<SloStatusChange> changes, Finished finished);
    void finish(const ClusterId &cluster, const Result<std::vector<SloStatusChange>> &outcome,
        const Finished &finished);

    store::ReaderPool &readers;
    store::StoreWriter &writer;
    std::mutex mutex;
    std::map<ClusterId, Known> clusters; // guarded by mutex
};

void StatusChecker::State::run(store::Connection &connection, const ClusterId &cluster,
    Timestamp now, const Finished &finished)
{
    std::optional<Statuses> statuses;
    {
        const std::lock_guard lock(mutex);
        statuses = clusters[cluster].statuses;
    }
    if (!statuses) {
        auto read = readStatuses(connection, cluster, now);
        if (!read)
            return finish(cluster, read.error(), finished);
        statuses = *std::move(read);
        const std::lock_guard lock(mutex);
        clusters[cluster].statuses = statuses;
    }
    auto changes = findChanges(connection, cluster, now, *statuses);
    if (!changes || changes->empty())
        return finish(cluster, changes, finished);
    write(cluster, *std::move(changes), finished);
}

void StatusChecker::State::write(
    const ClusterId &cluster, std::vector<SloStatusChange> changes, Finished finished)
{
    const auto shared = std::make_shared<const std::vector<SloStatusChange>>(std::move(changes));
    writer.submit(
        [shared](store::WriteContext &context) -> Status {
            for (const SloStatusChange &change : *shared) {
                if (const Status done = store::insertStatusChange(context, change); !done)
                    return done.error();
            }
            return Done{};
        },
        [self = shared_from_this(), cluster, shared, finished = std::move(finished)](
            const Status &written) {
            if (!written)
                return self->finish(cluster, written.error(), finished);
            self->finish(cluster, *shared, finished);
        });
}

void StatusChecker::State::finish(const ClusterId &cluster,
    const Result<std::vector<SloStatusChange>> &outcome, const Finished &finished)
{
    {
        const std::lock_guard lock(mutex);
        Known &known = clusters[cluster];
        known.isRunning = false;
        if (outcome && known.statuses) {
            for (const SloStatusChange &change : *outcome)
                known.statuses->insert_or_assign(
                    {change.type, change.host, change.window}, change.to);
        }
    }
    if (finished)
        finished(outcome);
}

StatusChecker::StatusChecker(store::ReaderPool &readers, store::StoreWriter &writer)
    : m_state(std::make_shared<State>(readers, writer))
{}

StatusChecker::~StatusChecker() = default;

void StatusChecker::check(const ClusterId &cluster, Timestamp now, const Finished &finished)
{
    bool wasRunning = false;
    {
        const std::lock_guard lock(m_state->mutex);
        wasRunning = std::exchange(m_state->clusters[cluster].isRunning, true);
    }
    if (wasRunning) {
        if (finished)
            finished(std::vector<SloStatusChange>{});
        return;
    }
    m_state->readers.post(
        [self = m_state, cluster, now, finished](
            store::Connection &connection) { self->run(connection, cluster, now, finished); },
        [self = m_state, cluster, finished](
            const Error &error) { self->finish(cluster, error, finished); });
}

void StatusChecker::forget(const ClusterId &cluster)
{
    const std::lock_guard lock(m_state->mutex);
    // A check that runs keeps its mark, but what it knows is void.
    m_state->clusters[cluster].statuses.reset();
}

} // namespace binnacle::slo
