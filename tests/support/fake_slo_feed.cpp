#include "tests/support/fake_slo_feed.h"

#include <QFuture>

#include <array>
#include <chrono>

namespace binnacle::fake {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kRequests = 1'000'000;

Traffic trafficOf(std::int64_t requests, double availability)
{
    Traffic traffic;
    traffic.requests = requests;
    traffic.errors
        = static_cast<std::int64_t>(static_cast<double>(requests) * (100 - availability) / 100);
    traffic.byStatus[Traffic::S2xx] = requests - traffic.errors;
    traffic.byStatus[Traffic::S5xx] = traffic.errors;
    traffic.breakdown = {{.code = "200", .method = "GET", .count = requests - traffic.errors},
        {.code = "503", .method = "POST", .failure = true, .count = traffic.errors}};
    const auto all = static_cast<double>(requests);
    traffic.latency = LatencyHistogram::fromCumulative({10, 50, 100, 500, 1'000, 2'000},
        {all * .2, all * .7, all * .9, all * .94, all * .98, all}, all);
    traffic.latencySum = all * 60;
    traffic.latencyCount = requests;
    traffic.samples = 1;
    return traffic;
}

SloSubject domain(const char *name)
{
    return {.kind = SloSubject::Kind::Domain, .cluster = {"prod-eu"}, .domain = name};
}

std::vector<Measured> trendOf(TimeRange range, Duration step)
{
    std::vector<Measured> trend;
    for (Timestamp at = range.from; at < range.to; at += step) {
        const bool isBad = range.to - at <= 40min;
        const bool isGap = range.to - at > 2h && range.to - at <= 2h + 20min;
        Measured measured{.range = {at, at + step}, .covered = isGap ? Duration{0} : step};
        if (!isGap)
            measured.traffic = trafficOf(12'000, isBad ? 92.2 : 99.97);
        trend.push_back(measured);
    }
    return trend;
}

} // namespace

SloFeed::SloFeed(Timestamp now)
    : m_now(isKnown(now) ? now
                         : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()))
{}

template<typename T>
console::Answer<T> SloFeed::answer(T value) const
{
    using Given = Result<std::shared_ptr<const T>>;
    return QtFuture::makeReadyFuture(
        m_error ? Given(*m_error) : Given(std::make_shared<const T>(std::move(value))));
}

SloRow SloFeed::row(const SloSubject &subject, double availability, double target) const
{
    SloRow made{.subject = subject};
    made.target = {.id = 1,
        .cluster = subject.cluster,
        .host = subject.text(),
        .window = SloWindow::ThirtyDays,
        .availability = target,
        .p95Latency = 500};
    made.current = {.range = {m_now - std::chrono::days{30}, m_now},
        .covered = std::chrono::days{30},
        .traffic = trafficOf(kRequests, availability)};
    made.budgetRemaining = (availability - target) / (100 - target) * 100;
    made.burnOneHour = (100 - availability) / (100 - target);
    made.status = availability < target ? SloStatus::Critical : SloStatus::Healthy;
    made.isFiring = availability < target;
    made.trend = availability < target ? SloTrend::Down : SloTrend::Stable;
    made.backends = {{.ns = "shop", .name = "checkout"}};
    for (int hour = 0; hour < 24; ++hour)
        made.errorRates.push_back(hour == 5 ? std::nullopt : std::optional(hour > 21 ? 7.8 : 0.1));
    return made;
}

console::Answer<SloBoard> SloFeed::board(const console::SloBoardQuestion &question, std::stop_token)
{
    boards.push_back(question);
    SloBoard made{.range = {m_now - std::chrono::days{30}, m_now}, .kind = question.kind};
    if (!m_isEmpty && question.kind == SloSubject::Kind::Domain) {
        made.rows = {row(domain("shop.example.com/checkout"), 99.62, 99.9),
            row(domain("shop.example.com"), 99.95, 99.9),
            row(domain("api.example.com"), 99.93, 99.5),
            row(domain("static.example.com"), 99.99, 99)};
    } else if (!m_isEmpty && question.kind == SloSubject::Kind::Edge) {
        const SloSubject edge{.kind = SloSubject::Kind::Edge,
            .cluster = {"prod-eu"},
            .key = TrafficKey::of(EdgeRef{{"shop", "checkout"}, {"pay", "payments"}})};
        made.rows = {row(edge, 91.9, 99)};
    }
    made.summary.subjects = static_cast<int>(made.rows.size());
    made.oldest = m_isEmpty ? Timestamp{} : m_now - std::chrono::days{30};
    return answer(std::move(made));
}

console::Answer<SloDetail> SloFeed::detail(
    const console::SloDetailQuestion &question, std::stop_token)
{
    details.push_back(question);
    SloDetail made{.subject = question.subject, .row = row(question.subject, 99.62, 99.9)};
    made.budget = {.target = made.row.target,
        .range = {m_now - std::chrono::days{30}, m_now},
        .remaining = 21,
        .allowedDowntime = 43min + 12s,
        .exhaustedAt = m_now + 9h,
        .forecastBurn = 14.9};
    for (int hour = 0; hour <= 720; ++hour)
        made.budget.points.push_back({.at = m_now - std::chrono::days{30} + hour * 1h,
            .remaining = 100 - hour * 0.06 - (hour > 700 ? (hour - 700) * 1.8 : 0)});
    made.burns = {{BurnSeverity::Page, 1h, 5min, 14.4, 14.9, 61, true, false, m_now - 4min},
        {BurnSeverity::Page, 6h, 30min, 6, 3.2, 15, false, false, {}},
        {BurnSeverity::Ticket, 24h, 2h, 3, 1.1, 8, false, true, {}},
        {BurnSeverity::Ticket, 72h, 6h, 1, 0.6, 3.2, false, false, {}}};
    made.pages = {{BurnSeverity::Page, {m_now - 4min, m_now}, 61}};
    made.shares = {{.by = BudgetShare::By::Edge,
                       .name = "shop/checkout → pay/payments",
                       .errors = 8'000,
                       .share = 0.82},
        {.by = BudgetShare::By::StatusCode, .name = "503", .errors = 9'000, .share = 0.95}};
    made.step = 5min;
    made.trend = trendOf({m_now - 6h, m_now}, 5min);
    made.previousTrend = trendOf({m_now - 12h, m_now - 6h}, 5min);
    made.whole = {.range = {m_now - 6h, m_now}, .covered = 6h, .traffic = trafficOf(800'000, 99.1)};
    return answer(std::move(made));
}

console::Answer<TargetEffect> SloFeed::effect(
    const SloSubject &, const SloTarget &target, Timestamp)
{
    effects.push_back(target);
    return answer(TargetEffect{.target = target,
        .budgetRemaining = (99.62 - target.availability) / (100 - target.availability) * 100,
        .status = target.availability > 99.62 ? SloStatus::Critical : SloStatus::Healthy,
        .pages = target.availability > 99.62 ? 2 : 0,
        .tickets = 1});
}

QFuture<Status> SloFeed::setTarget(const SloTarget &target)
{
    saved.push_back(target);
    return QtFuture::makeReadyFuture(m_error ? Status(*m_error) : Status(Done{}));
}

QFuture<Status> SloFeed::resetTarget(const SloTarget &target)
{
    saved.push_back(defaultTarget(target.window));
    return QtFuture::makeReadyFuture(Status(Done{}));
}

console::Answer<console::SpecImport> SloFeed::readSpecs(const QString &, const ClusterId &cluster)
{
    console::SpecImport import;
    import.proposals.push_back({.name = QStringLiteral("checkout-availability"),
        .target = {.cluster = cluster, .host = "shop.example.com", .availability = 99.9},
        .isMatched = true});
    import.proposals.push_back({.name = QStringLiteral("unknown"),
        .target
        = {.cluster = cluster,
              .host = "nowhere.example.com",
              .availability = 99 }});
    return answer(std::move(import));
}

QString SloFeed::exportText(const SloBoard &board, console::SpecFormat) const
{
    return QString::number(board.rows.size());
}

} // namespace binnacle::fake
