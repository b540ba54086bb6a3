#include "ui/settings/token_table_model.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <chrono>

namespace binnacle::ui {

namespace {

constexpr std::chrono::hours kSoon{7 * 24};

bool isExpired(const TokenRow &row)
{
    return isKnown(row.token.expiresAt) && row.token.expiresAt <= row.now;
}

// Sessions always end soon: that is no news.
bool endsSoon(const TokenRow &row)
{
    return row.token.kind == Token::Kind::ApiKey && isKnown(row.token.expiresAt)
        && row.token.expiresAt - row.now < kSoon;
}

StatusKind statusOf(const TokenRow &row)
{
    if (isExpired(row))
        return StatusKind::Unknown;
    return endsSoon(row) ? StatusKind::Warning : StatusKind::Ok;
}

QString expiryText(const TokenRow &row)
{
    if (!isKnown(row.token.expiresAt))
        return TokenTableModel::tr("never");
    if (isExpired(row))
        return TokenTableModel::tr("expired");
    return TokenTableModel::tr("in %1 · %2")
        .arg(ageText(row.token.expiresAt - row.now), row.expires);
}

} // namespace

int TokenTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == UsedColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Token");
    case UserColumn:
        return tr("User");
    case KindColumn:
        return tr("Kind");
    case CreatedColumn:
        return tr("Created");
    case ExpiresColumn:
        return tr("Expires");
    case UsedColumn:
        return tr("Used ago");
    case PermissionsColumn:
        return tr("May");
    default:
        return {};
    }
}

QString TokenTableModel::text(const TokenRow &row, int column)
{
    switch (column) {
    case NameColumn:
        return toText(row.token.name);
    case UserColumn:
        return row.user;
    case KindColumn:
        return tokenKindText(row.token.kind);
    case CreatedColumn:
        return row.created;
    case ExpiresColumn:
        return expiryText(row);
    case UsedColumn:
        return ageText(row.token.lastUsedAt, row.now);
    case PermissionsColumn:
        return row.token.permissions.empty() ? tr("all of the role")
                                             : listText(row.token.permissions);
    default:
        return {};
    }
}

QVariant TokenTableModel::cell(const TokenRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == ExpiresColumn ? QVariant(static_cast<int>(statusOf(row))) : QVariant();
    case CellToneRole:
        return static_cast<int>(isExpired(row) ? Tone::Muted : Tone::Text);
    default:
        return {};
    }
}

} // namespace binnacle::ui
