#pragma once

#include "ui/mesh/mesh_filter.h"
#include "ui/mesh/mesh_table_model.h"

#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>

#include <optional>

namespace binnacle::ui {

// Sorts the rows of a MeshTableModel and leaves out what does not match.
class MeshTableOrder final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit MeshTableOrder(MeshTableModel &model, QObject *parent = nullptr);
    void setMatches(std::optional<MeshMatches> matches); // none: all rows

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    const MeshTableModel &m_model;
    std::optional<MeshMatches> m_matches;
};

// Letters are keys of the view, not a search in the first column.
class MeshTable final : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;
    void keyboardSearch(const QString &) override {}

signals:
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

// The graph's twin: services and calls as sortable tables with the same selection.
class MeshTables final : public QSplitter
{
    Q_OBJECT

public:
    explicit MeshTables(QWidget *parent = nullptr);

    void showPicture(const console::MeshPicture *picture);
    void setSelection(const MeshSelection &selection);
    void showOnly(const MeshMatches &matches);
    void showAll();

signals:
    void picked(const binnacle::ui::MeshSelection &selection);
    void activated(const binnacle::ui::MeshSelection &selection);
    void menuRequested(const binnacle::ui::MeshSelection &selection, const QPoint &globalPosition);

private:
    struct Part
    {
        MeshTableModel *model = nullptr;
        MeshTableOrder *order = nullptr;
        MeshTable *table = nullptr;
    };
    Part newPart(MeshTableModel::About about, const QString &name, const QString &title);
    void mark(const Part &part, const MeshSelection &selection);
    const MeshSelection &selectionOf(const Part &part, const QModelIndex &index) const;

    Part m_services;
    Part m_calls;
    bool m_isMarking = false; // the current row is set, not chosen
};

} // namespace binnacle::ui
