#pragma once

#include "core/console/estate_feed.h"
#include "core/console/slo_feed.h"
#include "ui/slo/slo_filter.h"
#include "ui/slo/slo_table_model.h"
#include "ui/widgets/time_selection.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace binnacle::ui {

// What the SLO view shows: one board, and everything about the row that is selected. Asks while it
// is active; answers to older questions are dropped. No widgets.
class SloPresenter final : public QObject
{
    Q_OBJECT

public:
    // All must outlive the presenter.
    SloPresenter(console::SloFeed &slo, const TimeSelection &time, QObject *parent = nullptr);

    void setActive(bool active);
    void setCluster(const ClusterId &cluster); // empty: all
    void setKind(SloSubject::Kind kind);
    void setWindow(SloWindow window);
    void setFilter(const QString &text); // of filterLanguage(); ignored unless it is valid
    FilterLanguage filterLanguage() const;
    // Selects the row of the subject as soon as it is there, on the board of its kind.
    void select(const SloSubject &subject);
    void refresh();

    SloTableModel &table() { return m_table; }
    const SloTableModel &table() const { return m_table; }
    SloSubject::Kind kind() const { return m_kind; }
    SloWindow window() const { return m_window; }
    const QString &filter() const { return m_filter.text(); }
    const std::shared_ptr<const SloBoard> &board() const { return m_board; }    // null: none yet
    const std::shared_ptr<const SloDetail> &detail() const { return m_detail; } // null: none
    const std::optional<SloSubject> &selected() const { return m_selected; }
    bool isLoading() const { return m_isAsking; }

signals:
    void boardShown();
    void selectionChanged();
    void detailShown(); // also when there is none any more
    void failed(const binnacle::Error &error);

private:
    void showRows();
    void askBoard();
    void askDetail();
    Timestamp instant() const; // unknown: now

    console::SloFeed &m_slo;
    const TimeSelection &m_time;
    SloTableModel m_table;
    ClusterId m_cluster;
    SloSubject::Kind m_kind = SloSubject::Kind::Domain;
    SloWindow m_window = SloWindow::ThirtyDays;
    RowFilter<SloRow> m_filter = newSloFilter();
    std::shared_ptr<const SloBoard> m_board;
    std::shared_ptr<const SloDetail> m_detail;
    std::optional<SloSubject> m_selected;
    std::stop_source m_boardStop;
    std::stop_source m_detailStop;
    int m_boardGeneration = 0;
    int m_detailGeneration = 0;
    QTimer m_soon; // what is stored is asked for at most every two seconds
    bool m_isActive = false;
    bool m_isAsking = false;
};

} // namespace binnacle::ui
