#pragma once

#include "ui/query/query_history.h"
#include "ui/query/query_keys.h"
#include "ui/widgets/view.h"

#include <QTimer>

#include <optional>

namespace binnacle::console {
class EstateFeed;
class QueryDesk;
class UiMemory;
struct QueryContext;
struct SharedTrait;
} // namespace binnacle::console

namespace binnacle::ui {

class QueryEditorPane;
class QueryFrame;
class QueryHistoryPopup;
class QueryResultPane;
class QueryRun;
class QueryRuns;
class QuerySourcesPanel;
class QueryToolbar;
class TimeSelection;
class WhoElsePanel;

// All must outlive the view.
struct QueryServices
{
    console::QueryDesk &query;
    console::EstateFeed &estate;
    console::UiMemory &memory;
    TimeSelection &time;
};

// Questions to the estate in its query language: tabs with an editor, what can be asked beside it,
// and below what was answered.
class QueryView final : public View
{
    Q_OBJECT

public:
    explicit QueryView(const QueryServices &services, QWidget *parent = nullptr);
    ~QueryView() override;

    void setCluster(const ClusterId &cluster) override;
    void applyFilter(const QString &query) override; // opens a tab with it and runs it
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::vector<KeyHelp> keyHelp() const override { return queryKeyHelp(); }
    QList<QAction *> paletteActions() const override { return m_palette; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void buildKeys();
    void buildPalette();
    void connectToolbar();
    void connectEditor();
    void connectResult();
    void connectTime();
    QueryRun &currentRun();
    console::QueryContext context() const;
    void showTab();
    void showRun();
    void run();
    void start(const QString &text);
    void runAgainIfOld();
    void useText(const QString &text, bool runs);
    void askWhoElse();
    void addTrait(const console::SharedTrait &trait);
    void setSourcesShown(bool isShown);
    void keep();

    const QueryServices m_services;
    QueryHistory m_history;
    SavedQueries m_saved;
    ClusterId m_cluster;
    std::optional<Timestamp> m_asOf;
    QueryToolbar *m_toolbar;
    QueryEditorPane *m_editor;
    QuerySourcesPanel *m_sources;
    QueryResultPane *m_result;
    WhoElsePanel *m_whoElse;
    QueryHistoryPopup *m_historyPopup;
    QueryFrame *m_frame;
    QueryRuns *m_runs;
    QTimer m_keepSoon;
    QTimer m_reloadSoon;
    QTimer m_againSoon;
    QList<QAction *> m_palette;
};

} // namespace binnacle::ui
