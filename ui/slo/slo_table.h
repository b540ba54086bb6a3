#pragma once

#include "ui/slo/slo_table_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace binnacle::ui {

// The objectives of a board, worst first until somebody sorts them.
class SloTable final : public QTableView
{
    Q_OBJECT

public:
    // The model must outlive the table.
    explicit SloTable(SloTableModel &model, QWidget *parent = nullptr);

    void mark(const SloSubject &subject); // its row, when there is one; chooses nothing
    void showColumns();                   // the cluster only where there are several

signals:
    void chosen(const binnacle::SloSubject &subject);

private:
    void addColumns();

    SloTableModel &m_model;
    QSortFilterProxyModel *m_sorted;
    bool m_isMarking = false; // the row is set, not chosen
};

} // namespace binnacle::ui
