#include "core/runtime/console/runtime_source_desk.h"

#include "core/codec/source_list.h"
#include "core/runtime/metrics_sources.h"
#include "core/store/settings_repository.h"
#include "core/store/store_writer.h"

#include <QPromise>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kLookMs = 1'000;
constexpr std::size_t kTestThreads = 1;

QFuture<Status> ready(const Status &status)
{
    QPromise<Status> promise;
    promise.start();
    promise.addResult(status);
    promise.finish();
    return promise.future();
}

console::SourceReport reportOf(const SourceTest &test)
{
    console::SourceReport report{.samples = test.found.samples,
        .badLines = test.found.badLines,
        .firstBadLine = QString::fromStdString(test.found.firstBadLine),
        .took = test.took,
        .bytes = test.bytes,
        .services = test.found.services,
        .edges = test.found.edges,
        .ingressServices = test.found.ingressServices,
        .nodes = test.found.nodes};
    for (const auto &family : test.found.families)
        report.families.push_back({.name = QString::fromStdString(family.name),
            .meaning = QString::fromStdString(family.meaning),
            .series = family.series,
            .isUsed = family.isUsed});
    for (const std::string &notice : test.found.notices)
        report.notices += QString::fromStdString(notice);
    return report;
}

} // namespace

RuntimeSourceDesk::RuntimeSourceDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : SourceDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_pool(kTestThreads)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &RuntimeSourceDesk::look);
    m_timer.start();
    look();
}

RuntimeSourceDesk::~RuntimeSourceDesk()
{
    m_stop.request_stop();
}

void RuntimeSourceDesk::look()
{
    m_states = m_runtime.sources().states();
    emit changed();
}

QFuture<Status> RuntimeSourceDesk::save(const MetricsSource &source)
{
    if (Status valid = validate(source); !valid)
        return ready(valid);
    MetricsSource kept = source;
    if (kept.id.empty())
        kept.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const Deed deed{.capability = Capability::ManageSources,
        .cluster = source.cluster,
        .action = source.id.empty() ? AuditAction::Create : AuditAction::Update,
        .resource = "metrics source " + kept.id,
        .after = codec::encodeSources({kept})};
    return write(deed, [kept](std::vector<MetricsSource> &all) {
        const auto known = std::ranges::find(all, kept.id, &MetricsSource::id);
        if (known != all.end())
            *known = kept;
        else
            all.push_back(kept);
    });
}

QFuture<Status> RuntimeSourceDesk::remove(const std::string &id)
{
    return write({.capability = Capability::ManageSources,
                     .action = AuditAction::Delete,
                     .resource = "metrics source " + id},
        [id](std::vector<MetricsSource> &all) {
            std::erase_if(all, [&](const MetricsSource &source) { return source.id == id; });
        });
}

// The stored list is changed on the writer's thread, so two changes at once lose neither.
QFuture<Status> RuntimeSourceDesk::write(const Deed &deed, Change change)
{
    return m_user.perform(deed, [&](DesktopUser::Done done) {
        const auto changed = std::make_shared<std::vector<MetricsSource>>();
        m_runtime.workspace().writer().submit(
            [change = std::move(change), changed, by = m_user.principal().username,
                now = m_runtime.clock().now()](store::WriteContext &context) -> Status {
                const auto json
                    = store::readSetting(context.connection, std::string(kSourcesSetting));
                if (!json)
                    return json.error();
                auto all = json->has_value()
                    ? codec::decodeSources(**json)
                    : Result<std::vector<MetricsSource>>(std::vector<MetricsSource>());
                if (!all)
                    return all.error();
                change(*all);
                *changed = *all;
                return store::writeSetting(
                    context, std::string(kSourcesSetting), codec::encodeSources(*all), now, by);
            },
            [changed, done = std::move(done), &runtime = m_runtime](const Status &status) {
                if (status)
                    runtime.sources().apply(*changed);
                done(status);
            });
    });
}

console::Answer<console::SourceReport> RuntimeSourceDesk::test(const MetricsSource &source)
{
    using Given = Result<std::shared_ptr<const console::SourceReport>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    m_pool.post([&runtime = m_runtime, source, promise, stop = m_stop.get_token()] {
        const auto tested = testSource(runtime, source, stop);
        promise->addResult(tested
                ? Given(std::make_shared<const console::SourceReport>(reportOf(*tested)))
                : Given(tested.error()));
        promise->finish();
    });
    return promise->future();
}

} // namespace binnacle::runtime
