#include "ui/theme/theme.h"
#include "ui/widgets/column_fit.h"

#include <QApplication>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <memory>
#include <numeric>
#include <vector>

using namespace binnacle::ui;

namespace {

using Widths = std::vector<int>;

// A rule, a name that fills, a column that may go, and a state.
struct Sample
{
    explicit Sample(int width)
        : model(3, 4)
    {
        table.setModel(&model);
        styleTable(table);
        for (int column = 0; column < 4; ++column)
            styleColumn(table, column, CellKind::Text, 100);
        fitColumns(table,
            {{.column = 0, .least = 60}, {.column = 1, .least = 90, .isName = true, .fills = true},
                {.column = 2, .isSpare = true}});
        resize(width);
    }

    void resize(int width)
    {
        table.resize(width, 200);
        table.show();
    }

    Widths widths() const
    {
        Widths result;
        for (int column = 0; column < 4; ++column)
            result.push_back(table.columnWidth(column));
        return result;
    }

    QStandardItemModel model;
    QTableView table;
};

} // namespace

class TestColumnFit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void theNameGivesWayLast()
    {
        const std::vector<ColumnShare> columns{
            {.least = 50, .wish = 100}, {.least = 80, .wish = 200, .isName = true, .fills = true}};
        QCOMPARE(shareRoom(columns, 400), (Widths{100, 300}));
        QCOMPARE(shareRoom(columns, 300), (Widths{100, 200}));
        QCOMPARE(shareRoom(columns, 260), (Widths{60, 200})); // the other one first
        QCOMPARE(shareRoom(columns, 200), (Widths{50, 150}));
        QCOMPARE(shareRoom(columns, 20), (Widths{50, 80})); // scrolls
    }

    void noPixelIsLost()
    {
        const std::vector<ColumnShare> columns{{.least = 10, .wish = 47},
            {.least = 20, .wish = 81, .fills = true}, {.least = 30, .wish = 33},
            {.least = 5, .wish = 5, .fills = true}};
        for (int room = 65; room < 400; ++room) {
            const Widths widths = shareRoom(columns, room);
            QCOMPARE(std::accumulate(widths.begin(), widths.end(), 0), room);
        }
    }

    void whatIsSpareGoesBeforeAnythingIsCut()
    {
        const std::vector<ColumnShare> columns{{.least = 80, .wish = 80, .isName = true},
            {.least = 40, .wish = 60, .isSpare = true}, {.least = 40, .wish = 40, .isSpare = true}};
        QCOMPARE(shareRoom(columns, 160), (Widths{80, 40, 40}));
        QCOMPARE(shareRoom(columns, 150), (Widths{80, 60, 0}));
        QCOMPARE(shareRoom(columns, 100), (Widths{80, 0, 0}));
    }

    void aTableFollowsItsWidth()
    {
        Sample sample(600);
        QTRY_COMPARE(sample.widths(), (Widths{100, 300, 100, 100}));
        sample.resize(380);
        QTRY_COMPARE(sample.widths(), (Widths{80, 100, 100, 100}));
        sample.resize(280);
        QTRY_COMPARE(sample.widths(), (Widths{80, 100, 0, 100}));
        QVERIFY(sample.table.isColumnHidden(2));
        sample.resize(600);
        QTRY_COMPARE(sample.widths(), (Widths{100, 300, 100, 100}));
    }

    void aChosenWidthStays()
    {
        Sample sample(600);
        QTRY_COMPARE(sample.widths().at(1), 300);
        sample.table.horizontalHeader()->resizeSection(3, 200);
        QCOMPARE(sample.widths(), (Widths{100, 200, 100, 200}));
        sample.resize(500);
        QTRY_COMPARE(sample.widths(), (Widths{100, 100, 100, 200}));
    }

    void aColumnThatThePageHidesLeavesItsRoom()
    {
        Sample sample(600);
        sample.table.setColumnHidden(0, true);
        QTRY_COMPARE(sample.widths(), (Widths{0, 400, 100, 100}));
        sample.table.setColumnHidden(0, false);
        QTRY_COMPARE(sample.widths(), (Widths{100, 300, 100, 100}));
    }

    void aLayoutOfAStretchedHeaderIsNotTakenOver()
    {
        QStandardItemModel model(1, 4);
        QTableView old;
        old.setModel(&model);
        old.setColumnWidth(3, 300);
        old.horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
        Sample sample(600);
        QVERIFY(sample.table.horizontalHeader()->restoreState(old.horizontalHeader()->saveState()));
        sample.resize(500);
        QTRY_COMPARE(sample.widths(), (Widths{100, 200, 100, 100}));
    }

    void aKeptLayoutComesBackWider()
    {
        Sample before(600);
        before.table.horizontalHeader()->resizeSection(3, 200);
        const QByteArray kept = before.table.horizontalHeader()->saveState();
        Sample after(600);
        QVERIFY(after.table.horizontalHeader()->restoreState(kept));
        after.resize(610);
        QTRY_COMPARE(after.widths(), (Widths{100, 210, 100, 200}));
    }

    void headingsAndSamplesAreLegible()
    {
        Sample sample(200);
        sample.model.setHeaderData(
            0, Qt::Horizontal, QStringLiteral("A long heading of a column"), Qt::DisplayRole);
        sample.resize(210);
        const QHeaderView &header = *sample.table.horizontalHeader();
        QTRY_VERIFY(header.sectionSize(0) >= header.sectionSizeHint(0));
        QVERIFY(cellWidth(CellKind::Number, {QStringLiteral("9 m 59 s"), QString()})
            > cellWidth(CellKind::Number, {QStringLiteral("59 s")}));
        QVERIFY(cellWidth(CellKind::Status, {QStringLiteral("ready")})
            > cellWidth(CellKind::Text, {QStringLiteral("ready")}));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestColumnFit)
#include "tst_column_fit.moc"
