#pragma once

#include "core/console/transfer_desk.h"
#include "ui/widgets/view.h"

#include <QTimer>

class QSplitter;

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
class EventIntents;
class EventLiveTail;
class EventNarrowing;
class EventPane;
class EventPresenter;
class EventSelection;
class EventTable;
class EventTableModel;
class EventToolbar;
class TimeSelection;

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
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }
    QList<QAction *> paletteActions() const override { return m_palette; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void buildPalette();
    void connectPresenter();
    void connectFailures();
    void connectTime();
    void connectTable();
    void connectCommands();
    void connectInspector();
    void exportEvents(console::TransferDesk::Format format);
    void showClusterColumn();
    void showEstate();
    void restoreLayout();
    void keepLayout();

    const Feeds m_feeds;
    EventTableModel *m_model; // owned, as all below, by this as their QObject parent
    EventPresenter *m_presenter;
    EventLiveTail *m_tail;
    EventInspection *m_inspection;

    EventToolbar *m_toolbar;
    EventHistogram *m_histogram;
    Banner *m_banner;  // what failed
    Banner *m_silence; // the chosen cluster is not heard
    EventTable *m_table;
    EventPane *m_pane;
    EventInspector *m_inspector;
    QSplitter *m_splitter;
    EventFooter *m_footer;
    EventActions *m_actions;
    EventSelection *m_selection;
    EventNarrowing *m_narrowing;
    EventIntents *m_intents;
    QList<QAction *> m_palette;
    QTimer m_keepSoon;
};

} // namespace binnacle::ui
