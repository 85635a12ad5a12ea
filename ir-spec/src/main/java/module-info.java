/// What a Strake program is and means.
module dev.strake.ir {}
