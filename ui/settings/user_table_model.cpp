#include "ui/settings/user_table_model.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

namespace {

StatusKind statusOf(const User &user)
{
    if (!user.isEnabled)
        return StatusKind::Unknown;
    return user.hasPassword ? StatusKind::Ok : StatusKind::Neutral;
}

QString stateText(const User &user)
{
    if (!user.isEnabled)
        return UserTableModel::tr("disabled");
    return user.hasPassword ? UserTableModel::tr("may log in")
                            : UserTableModel::tr("at this desktop only");
}

} // namespace

int UserTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UserTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("User");
    case DisplayColumn:
        return tr("Name");
    case RoleColumn:
        return tr("Role");
    case ScopeColumn:
        return tr("May see");
    case StateColumn:
        return tr("State");
    case LoginColumn:
        return tr("Last login");
    case AddressColumn:
        return tr("From");
    default:
        return {};
    }
}

QString UserTableModel::text(const UserRow &row, int column)
{
    switch (column) {
    case NameColumn:
        return toText(row.user.username);
    case DisplayColumn:
        return toText(row.user.displayName);
    case RoleColumn:
        return roleText(row.user.role);
    case ScopeColumn:
        return scopeText(row.user.scope);
    case StateColumn:
        return stateText(row.user);
    case LoginColumn:
        return isKnown(row.user.lastLoginAt) ? row.lastLogin : tr("never");
    case AddressColumn:
        return toText(row.user.lastLoginAddress);
    default:
        return {};
    }
}

QVariant UserTableModel::cell(const UserRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellSubtitleRole:
        return column == NameColumn && row.isMe ? QVariant(tr("you")) : QVariant();
    case CellStatusRole:
        return column == StateColumn ? QVariant(static_cast<int>(statusOf(row.user))) : QVariant();
    case CellToneRole:
        return static_cast<int>(!row.user.isEnabled ? Tone::Muted : Tone::Text);
    default:
        return {};
    }
}

} // namespace binnacle::ui
