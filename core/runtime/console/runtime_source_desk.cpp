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
    return report;
}

} // namespace

RuntimeSourceDesk::RuntimeSourceDesk(Runtime &runtime, QObject *parent)
    : SourceDesk(parent)
    , m_runtime(runtime)
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
    std::vector<MetricsSource> all = m_runtime.sources().list();
    const auto known = std::ranges::find(all, source.id, &MetricsSource::id);
    if (known != all.end()) {
        *known = source;
    } else {
        all.push_back(source);
        all.back().id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    }
    return write(std::move(all));
}

QFuture<Status> RuntimeSourceDesk::remove(const std::string &id)
{
    std::vector<MetricsSource> all = m_runtime.sources().list();
    std::erase_if(all, [&](const MetricsSource &source) { return source.id == id; });
    return write(std::move(all));
}

QFuture<Status> RuntimeSourceDesk::write(std::vector<MetricsSource> sources)
{
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_runtime.workspace().writer().submit(
        [json = codec::encodeSources(sources), now = m_runtime.clock().now()](
            store::WriteContext &context) {
            return store::writeSetting(context, std::string(kSourcesSetting), json, now, "desktop");
        },
        [promise, sources, &runtime = m_runtime](const Status &status) {
            if (status)
                runtime.sources().apply(sources);
            promise->addResult(status);
            promise->finish();
        });
    return promise->future();
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
