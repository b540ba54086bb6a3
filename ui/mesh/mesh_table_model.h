#pragma once

#include "core/console/mesh_feed.h"
#include "ui/mesh/mesh_selection.h"
#include "ui/widgets/table_style.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace binnacle::ui {

// Services or calls of a picture as rows. Rows are told apart by what they are about, so that
// selection and scroll position survive new numbers; their order is that of a sorting proxy.
class MeshTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class About { Services, Calls };
    enum Role { SortRole = Qt::UserRole + 100 };

    explicit MeshTableModel(About about, QObject *parent = nullptr);

    void showPicture(const console::MeshPicture *picture); // null: empties
    const MeshSelection &selectionAt(int row) const;
    int rowOf(const MeshSelection &selection) const; // -1: not there
    CellKind kindOf(int column) const;
    int widthOf(int column) const; // pixels

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Cell
    {
        QString text;
        QVariant sortKey; // invalid: the text
        int status = -1;  // of StatusKind
        Tone tone = Tone::Text;

        friend bool operator==(const Cell &, const Cell &) = default;
    };
    struct Row
    {
        MeshSelection selection;
        std::vector<Cell> cells;

        friend bool operator==(const Row &, const Row &) = default;
    };
    struct Column
    {
        QString title;
        CellKind kind;
        int width;
    };

    static std::vector<Column> columnsOf(About about);
    static std::vector<Row> serviceRows(const console::MeshPicture &picture);
    static std::vector<Row> callRows(const console::MeshPicture &picture);
    static void addTraffic(
        std::vector<Cell> &cells, const MeshGraph &graph, const Traffic &traffic);
    static Cell stateCell(SloStatus status, const Traffic &traffic);
    static Cell changeCell(MeshChange change);
    void setRows(std::vector<Row> rows);

    const About m_about;
    const std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace binnacle::ui
