#pragma once

#include "core/domain/ids.h"
#include "ui/widgets/table_style.h"

#include <QString>

#include <vector>

class QButtonGroup;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTableView;
class QWidget;

namespace binnacle::ui {

class AlertState;

// Small things that the forms and tables of this view share.

// Label column on the left, fields on the right, no margins.
QGridLayout *newFormGrid(QWidget *owner);
// Label on the left, field on the right, one line of the grid; the field gets the label's name.
QLabel *addField(QGridLayout &grid, const QString &name, QWidget *field);
// A muted or critical line below a field; hidden while it is empty.
QLabel *addNote(QGridLayout &grid);
void setNote(QLabel &note, const QString &text);
// "valid" or "invalid": the frame of a line edit, besides what its note says.
void setFieldState(QLineEdit &field, bool isValid);
QPushButton *segmentButton(const QString &text, const QString &edge);
// "info", "warning", "critical" side by side; the ids are those of AlertSeverity.
QWidget *severityChoice(QButtonGroup &group);
// Takes the width that the other columns leave; where that is too little the table scrolls.
void stretchColumn(QTableView &table, int column);
// Parts of a page with the page's background between them.
QSplitter *gapSplitter(Qt::Orientation orientation, const QString &name);
// Selects the row; the table does not scroll when it is the current one already.
void markRow(QTableView &table, int row);
// Names of clusters the console knows; the first entry means all and has no data.
void fillClusters(QComboBox &box, const std::vector<ClusterId> &clusters, const ClusterId &chosen);

} // namespace binnacle::ui
