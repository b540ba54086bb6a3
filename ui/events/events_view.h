#pragma once

#include "core/console/transfer_desk.h"
#include "ui/events/event_filter.h"
#include "ui/events/event_table.h"
#include "ui/widgets/view.h"

#include <QTimer>

#include <functional>
#include <memory>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace binnacle::console {
class EstateFeed;
class EventFeed;
class UiMemory;
} // namespace binnacle::console

namespace binnacle::ui {

class Banner;
class EventActions;
class EventFooter;
class EventHistogram;
class EventInspection;
class EventInspector;
class EventLiveTail;
class EventPresenter;
class EventSavedViews;
class EventTableModel;
class EventToolbar;
class StatePanel;
class TimeSelection;
struct EventSituation;
struct LooserFilter;

// The history of all clusters' events: filter on top, a histogram with a brush, the table over
// every match and an inspector of the selected one. It asks nothing while it is hidden.
class EventsView final : public View
{
    Q_OBJECT

public:
    // All must outlive the view.
    struct Feeds
    {
        console::EventFeed &events;
        console::EstateFeed &estate;
        console::TransferDesk &transfers;
        console::UiMemory &memory;
        TimeSelection &time;
    };

    explicit EventsView(const Feeds &feeds, QWidget *parent = nullptr);
    ~EventsView() override;

    void setCluster(const ClusterId &cluster) override;
    void showObject(const ClusterId &cluster, const ScopedObject &object) override;
    void openEvent(EventRowId event) override;
    void applyFilter(const QString &filter) override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::vector<KeyHelp> keyHelp() const override;
    QList<QAction *> paletteActions() const override { return m_palette; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void buildPalette();
    void connectFilter();
    void connectPresenter();
    void connectTable();
    void connectInspector();
    void change(const std::function<void(EventFilter &)> &edit);
    void applyPrepared(const QString &text, bool apply);
    void showSaved(const QString &name);
    void narrowTo(const ClusterId &cluster, const ScopedObject &scope);
    void narrowToOwner();
    void narrowToNode();
    void warningsAround(Timestamp at);
    void exportEvents(console::TransferDesk::Format format);
    void handle(EventTable::Intent intent);
    void showCellMenu(const QModelIndex &cell, const QPoint &at);
    void showColumnMenu(const QPoint &at);
    void showClusterColumn();
    void inspectCurrent();
    void contextLoaded();
    void showRawObject();
    void selectWanted();
    void showState();
    void showEstate();
    void showLooser(const LooserFilter &looser, qint64 matches);
    void showCounts();
    void recoverRows();
    EventSituation situation() const;
    void restoreLayout();
    void keepLayout();

    const Feeds m_feeds;
    EventTableModel *m_model; // owned, as all below, by this as their QObject parent
    EventPresenter *m_presenter;
    EventLiveTail *m_tail;
    EventInspection *m_inspection;
    std::unique_ptr<EventSavedViews> m_saved;

    EventToolbar *m_toolbar;
    EventHistogram *m_histogram;
    Banner *m_banner;  // what failed
    Banner *m_silence; // the chosen cluster is not heard
    EventTable *m_table;
    StatePanel *m_state;
    QStackedWidget *m_pane;
    EventInspector *m_inspector;
    QSplitter *m_splitter;
    EventFooter *m_footer;
    EventActions *m_actions;
    QList<QAction *> m_palette;
    QTimer m_inspectSoon; // the arrow keys pass over rows
    QTimer m_keepSoon;
    EventRowId m_wanted = 0; // to be selected when its row is here
    qint64 m_looserMatches = 0;
};

} // namespace binnacle::ui
