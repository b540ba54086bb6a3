#include "ui/mesh/mesh_situation.h"

#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kFoldedAbove = 1'000; // services; the layout folds more by itself

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshSituation)
};

QString clusterName(const MeshPresenter &presenter)
{
    const auto cluster = presenter.clusterView();
    return cluster ? toText(cluster->name.empty() ? cluster->id.value : cluster->name)
                   : toText(presenter.cluster().value);
}

// Nothing is hidden silently: what a large graph folds by itself is said.
QString foldedText(const MeshLayout &layout)
{
    const auto folded = std::ranges::count_if(
        layout.places, [](const MeshLayout::Place &place) { return place.id.ends_with("/*"); });
    if (folded == 0)
        return {};
    return u" · "_s
        + Words::tr("%n namespace(s) folded: X unfolds one, Ctrl+T lists all services", nullptr,
            static_cast<int>(folded));
}

// "5 m until 19:42:30"
QString windowText(const MeshPresenter &presenter, const TimeSelection &time)
{
    const TimeRange window = presenter.window();
    return Words::tr("%1 until %2", "a length of time, an instant")
        .arg(spanText(window.length()), time.timeText(window.to));
}

void showNoTraffic(StatePanel &panel, const MeshPresenter &presenter, const TimeSelection &time,
    const MeshStateActions &actions)
{
    const MeshScope &scope = presenter.scope();
    std::vector<PanelAction> buttons;
    const bool isNarrowed = !scope.ns.empty() || !scope.focus.name.empty();
    if (isNarrowed)
        buttons.push_back({Words::tr("Show all services"), actions.showAll, true});
    if (scope.window != MeshWindow::Range)
        buttons.push_back({Words::tr("Look at a longer window"), actions.widen, !isNarrowed});
    if (time.asOf())
        buttons.push_back({Words::tr("Back to now"), actions.backToNow, false});
    const QString what = windowText(presenter, time);
    if (presenter.state() == MeshState::NoTraffic) {
        panel.showEmpty(Words::tr("No traffic in %1").arg(what),
            Words::tr("The proxies of %1 were measured and saw no request.")
                .arg(clusterName(presenter)),
            std::move(buttons));
    } else {
        panel.showEmpty(Words::tr("Nothing was measured in %1").arg(what),
            Words::tr("%1 has metrics of other times. The bars below show when; hatched means "
                      "that nothing arrived.")
                .arg(clusterName(presenter)),
            std::move(buttons));
    }
}

} // namespace

QString windowChoiceText(MeshWindow window)
{
    switch (window) {
    case MeshWindow::FiveMinutes:
        return spanText(std::chrono::minutes(5));
    case MeshWindow::FifteenMinutes:
        return spanText(std::chrono::minutes(15));
    case MeshWindow::OneHour:
        return spanText(std::chrono::hours(1));
    case MeshWindow::Range:
        break;
    }
    return Words::tr("range", "the whole time range of the window");
}

Duration windowLength(MeshWindow window, const TimeSelection &time)
{
    switch (window) {
    case MeshWindow::FiveMinutes:
        return std::chrono::minutes(5);
    case MeshWindow::FifteenMinutes:
        return std::chrono::minutes(15);
    case MeshWindow::OneHour:
        return std::chrono::hours(1);
    case MeshWindow::Range:
        break;
    }
    return time.range().length();
}

void showMeshState(StatePanel &panel, const MeshPresenter &presenter, const TimeSelection &time,
    const MeshStateActions &actions)
{
    panel.setCommand({});
    switch (presenter.state()) {
    case MeshState::Showing:
        return;
    case MeshState::NoCluster:
        panel.showEmpty(Words::tr("No cluster has reported yet"),
            Words::tr("A mesh appears when a cluster's agent or a metrics endpoint of its proxies "
                      "is connected."));
        return;
    case MeshState::Loading:
        panel.showLoading(Words::tr("Drawing the mesh of %1…").arg(clusterName(presenter)));
        return;
    case MeshState::Failed:
        panel.showError(*presenter.error(), Words::tr("The other views are not affected."),
            {{Words::tr("Retry"), actions.retry, true}});
        return;
    case MeshState::NeverCollected:
        panel.showEmpty(Words::tr("No metrics yet from %1").arg(clusterName(presenter)),
            Words::tr("The mesh is drawn from what the proxies of Linkerd, Istio, Traefik or nginx "
                      "count. Add a metrics endpoint in Settings, under Sources, or let the agent "
                      "read one:"));
        panel.setCommand(u"binnaclectl agent --metrics URL --hub URL"_s);
        return;
    case MeshState::NothingMeasured:
    case MeshState::NoTraffic:
        showNoTraffic(panel, presenter, time, actions);
        return;
    }
}

QString meshSilenceText(const MeshPresenter &presenter, const TimeSelection &time)
{
    if (!presenter.isSilent())
        return {};
    const auto cluster = presenter.clusterView();
    const Timestamp heard = cluster->times.lastSnapshot;
    return Words::tr("%1 silent since %2 (%3). This is the mesh as it was then.")
        .arg(clusterName(presenter), time.timeText(heard), ageText(heard, systemNow()));
}

QString meshCaption(const MeshPresenter &presenter, const TimeSelection &time)
{
    const auto &picture = presenter.picture();
    if (!picture)
        return {};
    const auto &graph = picture->graph;
    QString services = Words::tr("%n service(s)", nullptr, static_cast<int>(graph.nodes.size()));
    if (picture->allNodes > graph.nodes.size()) {
        services = Words::tr("%1 of %n service(s)", nullptr, static_cast<int>(picture->allNodes))
                       .arg(graph.nodes.size());
    }
    const QString calls = Words::tr("%n call(s)", nullptr, static_cast<int>(graph.edges.size()));
    const QString caption = u"%1 · %2 · %3, %4"_s.arg(clusterName(presenter),
        Words::tr("%1 until %2", "a length of time, an instant")
            .arg(spanText(graph.range.length()), time.timeText(graph.range.to)),
        services, calls);
    return graph.nodes.size() > kFoldedAbove ? caption + foldedText(picture->layout) : caption;
}

} // namespace binnacle::ui
