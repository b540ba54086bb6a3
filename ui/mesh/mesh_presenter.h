#pragma once

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/mesh_feed.h"
#include "ui/mesh/mesh_selection.h"
#include "ui/mesh/mesh_situation.h"
#include "ui/widgets/time_selection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace binnacle::ui {

// Asks the feeds for what the mesh view shows and keeps what it answers. While it is not active
// nothing is asked. An answer that a later question has overtaken is dropped. No widgets.
class MeshPresenter final : public QObject
{
    Q_OBJECT

public:
    // All must outlive the presenter.
    struct Feeds
    {
        console::MeshFeed &mesh;
        console::EventFeed &events;
        console::EstateFeed &estate;
        TimeSelection &time;
    };
    explicit MeshPresenter(const Feeds &feeds, QObject *parent = nullptr);
    ~MeshPresenter() override;

    void setActive(bool active);
    void setCluster(const ClusterId &cluster); // of the window; empty: all
    void refresh();

    void setScope(const MeshScope &scope); // what is asked about
    void relayout();                       // draws anew, without keeping places
    const MeshScope &scope() const { return m_scope; }
    void select(const MeshSelection &selection);
    const MeshSelection &selection() const { return m_selection; }

    // The one cluster that is shown; empty when there is none.
    const ClusterId &cluster() const { return m_shown; }
    bool isOneOfAll() const { return m_cluster.isEmpty(); } // the window is about all clusters
    std::optional<console::ClusterView> clusterView() const;
    TimeRange window() const; // whose traffic is asked for
    std::optional<TimeRange> compareWindow() const;
    Timestamp likelyStart() const { return m_likelyStart; } // of an incident; unknown: none
    bool isSilent() const; // the cluster is not heard; its last picture is shown

    // Null before the first answer.
    const std::shared_ptr<const console::MeshPicture> &picture() const { return m_picture; }
    const std::shared_ptr<const console::MeshTimeline> &timeline() const { return m_timeline; }
    const std::shared_ptr<const console::MeshServiceDetail> &detail() const { return m_detail; }
    // What there is to say instead of a graph; Showing when there is one.
    MeshState state() const;
    const std::optional<Error> &error() const { return m_error; }

signals:
    void clusterShown(); // another cluster, or more is known of it
    void scopeChanged();
    void pictureChanged();
    void timelineChanged();
    void detailChanged();
    void selectionChanged();
    void loadingChanged(bool isLoading);
    void failed(const binnacle::Error &error);

private:
    void pickCluster();
    void timeChanged();
    void dataChanged();
    void askSoon();
    void ask();
    void askTimeline();
    void askDetail();
    void askIncident();
    void cancel();
    void accept(const Result<std::shared_ptr<const console::MeshPicture>> &answer);
    console::MeshQuestion question() const;

    const Feeds m_feeds;
    ClusterId m_cluster;
    ClusterId m_shown;
    MeshScope m_scope;
    MeshSelection m_selection;
    std::shared_ptr<const console::MeshPicture> m_picture;
    std::shared_ptr<const console::MeshTimeline> m_timeline;
    std::shared_ptr<const console::MeshServiceDetail> m_detail;
    std::optional<Error> m_error;
    Timestamp m_likelyStart{};
    std::stop_source m_stop; // of the question that is under way
    QTimer m_soon;           // gathers changes of one moment
    QTimer m_live;           // at most one refresh a second
    QElapsedTimer m_asked;
    bool m_isAsking = false;
    bool m_asksAgain = false; // when the answer is there
    bool m_timelineIsOld = true;
    bool m_relayout = false;
    bool m_active = false;
    int m_pictureGeneration = 0;
    int m_timelineGeneration = 0;
    int m_detailGeneration = 0;
    QElapsedTimer m_timelineAge;
};

} // namespace binnacle::ui
