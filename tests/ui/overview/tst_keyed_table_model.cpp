#include "ui/widgets/keyed_table_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Row
{
    QString name;
    int value = 0;

    QString key() const { return name; }
    friend bool operator==(const Row &, const Row &) = default;
};

class Model final : public KeyedTableModel<Row>
{
public:
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 1;
    }

protected:
    QVariant cell(const Row &row, int, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(row.value) : QVariant();
    }
};

QStringList names(const Model &model)
{
    QStringList all;
    for (const Row &row : model.rows())
        all.append(row.name);
    return all;
}

} // namespace

class TestKeyedTableModel : public QObject
{
    Q_OBJECT

private slots:
    void showsAnyNewListWithoutAReset()
    {
        Model model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QStringList wanted;
            for (int i = 0; i < 12; ++i) {
                const QString name = QString(QChar(u'a' + random.bounded(20)));
                if (!wanted.contains(name))
                    wanted.append(name);
            }
            std::vector<Row> rows;
            for (const QString &name : wanted)
                rows.push_back({name, round});
            model.setRows(rows);
            QCOMPARE(names(model), wanted);
        }
        QCOMPARE(resets.size(), 0);
    }

    void theSelectedRowStaysSelectedWhenItMoves()
    {
        Model model;
        model.setRows({{u"a"_s, 1}, {u"b"_s, 1}, {u"c"_s, 1}});
        const QPersistentModelIndex selected = model.index(2, 0);
        model.setRows({{u"c"_s, 1}, {u"x"_s, 1}, {u"a"_s, 1}});
        QCOMPARE(selected.row(), 0);
    }

    void onlyChangedRowsRepaint()
    {
        Model model;
        model.setRows({{u"a"_s, 1}, {u"b"_s, 1}});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows({{u"a"_s, 1}, {u"b"_s, 2}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeyedTableModel)
#include "tst_keyed_table_model.moc"
